// The package btoa, which is Node's own function now.
module.exports = btoa
