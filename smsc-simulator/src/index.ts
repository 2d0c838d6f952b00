// @njiwa/smsc-simulator: an SMSC on a real socket, in this process by startSimulator(), or alone by main.ts.
export type { InboundAnswer, InboundMessage } from './inbound.ts'
export type { Faults, Submit } from './intake.ts'
export type { Outcome } from './outcomes.ts'
export { type Simulator, type SimulatorOptions, type Stats, startSimulator } from './simulator.ts'
