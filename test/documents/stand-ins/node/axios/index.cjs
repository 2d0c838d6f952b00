// As much of axios as the documents use.
async function call(method, url, data, { headers = {}, params } = {}) {
  const query = params === undefined ? '' : `?${new URLSearchParams(params)}`
  const sent = { Accept: 'application/json, text/plain, */*', ...headers }
  const body = data === undefined ? {} : { body: JSON.stringify(data) }
  const response = await fetch(url + query, { method, headers: sent, ...body })
  const answer = { status: response.status, headers: response.headers, data: await response.json() }
  if (response.ok) return answer
  throw Object.assign(new Error(`Request failed with status code ${response.status}`), { response: answer })
}

module.exports = {
  get: (url, config) => call('GET', url, undefined, config),
  post: (url, data, config) => call('POST', url, data, config),
}
