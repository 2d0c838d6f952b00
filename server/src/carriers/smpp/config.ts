// carriers/smpp/config.ts: what an operator sets of an SMPP carrier. Kept as JSON; its password is kept apart, sealed.
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** The first one is the default. */
const one = <const T extends readonly string[]>(...values: T) =>
  Type.Unsafe<T[number]>(Type.Enum([...values], { default: values[0] }))

const whole = (fallback: number, minimum: number, maximum: number) =>
  Type.Integer({ default: fallback, minimum, maximum })

const ADDRESS = Type.Object(
  { ton: Type.Integer({ minimum: 0, maximum: 255 }), npi: Type.Integer({ minimum: 0, maximum: 255 }) },
  { additionalProperties: false },
)

const address = Type.Union([ADDRESS, Type.Null()], { default: null })

export const SmppConfig = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 253 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    tls: Type.Boolean({ default: false }),
    systemId: Type.String({ minLength: 1, maxLength: 15 }),
    systemType: Type.String({ default: '', maxLength: 12 }),
    /** `pair`: a transmitter and a receiver, for SMSCs without transceivers. */
    bindMode: one('transceiver', 'pair'),
    /** Sessions, or pairs of them. */
    binds: whole(1, 1, 16),
    /** Submits a session may have unanswered; 10 by SMPP 3.4 §2.9. */
    window: whole(10, 1, 1000),
    submitsPerSecondMax: Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 100_000 })], { default: null }),
    enquireLinkMs: whole(30_000, 1000, 3_600_000),
    responseMs: whole(60_000, 1000, 600_000),
    /** The first pause before another try to bind; it doubles up to the second. */
    reconnectMinMs: whole(1000, 50, 60_000),
    reconnectMaxMs: whole(30_000, 50, 600_000),
    /** TON and NPI of senders where the carrier wants others than the standard's. */
    sourceName: address,
    sourceNumber: address,
    sourceShortCode: address,
    /** How texts of several segments go out: two header formats, or whole in message_payload. */
    longMessages: one('udh', 'sar', 'payload'),
    /** How the submit response writes message ids, and how receipts do; `text` compares them as they are. */
    submitIdFormat: one('text', 'decimal', 'hex'),
    receiptIdFormat: one('text', 'decimal', 'hex'),
    /** validity_period as a time from now, as a UTC date, or left to the carrier. */
    validity: one('relative', 'absolute', 'none'),
    /** A few carriers refuse every TLV. */
    userMessageReference: Type.Boolean({ default: true }),
    /** Tries in all of a message that meets ESME_RSYSERR. */
    systemErrorTries: whole(3, 1, 10),
    /** What the carrier's own statuses (0x400 and above), or its odd use of others, mean. */
    statuses: Type.Array(
      Type.Object(
        {
          status: Type.Integer({ minimum: 1, maximum: 0xffff_ffff }),
          means: Type.Union([Type.Literal('throttled'), Type.Literal('temporary'), Type.Literal('rejected')]),
        },
        { additionalProperties: false },
      ),
      { default: [], maxItems: 100 },
    ),
  },
  { additionalProperties: false },
)

export type SmppConfig = Static<typeof SmppConfig>

/** The config with its defaults, or the first field that is wrong: `/port must be >= 1`. */
export function validateCarrierConfig(input: unknown): { ok: true; value: SmppConfig } | { ok: false; error: string } {
  const value = Value.Default(SmppConfig, Value.Clone(input))
  if (Value.Check(SmppConfig, value)) return { ok: true, value }
  const [error] = Value.Errors(SmppConfig, value)
  return { ok: false, error: `${error?.instancePath ?? ''} ${error?.message ?? 'is malformed'}`.trim() }
}
