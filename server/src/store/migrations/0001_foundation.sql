-- The schema. Tenant tables carry account_id first in their key, and row-level security admits the accounts named by the
-- transaction (`njiwa.accounts`, a comma-separated list) or, for the operator and the dispatcher, all of them
-- (`njiwa.scope = 'all'`). Directory tables hold what must be unique over all accounts. No foreign key spans accounts,
-- and the hot tables have none: `njiwa ledger verify` proves what a foreign key would.

-- Directory and reference tables -------------------------------------------------------------------------------------

create table settings (
  name  text primary key,
  value jsonb not null
);

create table rate_plans (
  id              uuid primary key,
  name            text not null unique,
  denomination    text not null,                 -- 'units', or the wallet's ISO 4217 currency
  unit_price      bigint not null default 0,     -- what one unit costs, micro of unit_currency
  unit_currency   text not null,
  home_country    text,                          -- the country whose price is shown as "units left"
  refund_policy   text not null check (refund_policy in ('on_rejection', 'on_failure')),
  created_at      timestamptz not null
);

create table rate_prices (
  plan_id   uuid not null references rate_plans (id),
  country   text not null,                       -- ISO 3166 alpha-2, or '*'
  prefix    text not null default '',            -- msisdn digits of a network, '' for the whole country
  price     bigint not null check (price >= 0),  -- per segment, whole units or micro of currency
  currency  text not null,                       -- 'units' or ISO 4217; converted when it is not the wallet's
  effective_at timestamptz not null,
  primary key (plan_id, country, prefix, effective_at)
);

create table exchange_rates (
  base         text not null,
  quote        text not null,
  rate         bigint not null check (rate > 0),   -- 1 base in quote, in 10⁻⁹
  effective_at timestamptz not null,
  primary key (base, quote, effective_at)
);

create table accounts (
  id                   uuid primary key,
  name                 text not null,
  status               text not null check (status in ('pending', 'active', 'suspended')),
  rate_plan_id         uuid not null references rate_plans (id),
  default_sender       text,
  requests_per_minute  integer not null default 600000,
  built_in_keywords    boolean not null default true,  -- STOP, START and their like opt out and in
  created_at           timestamptz not null
);
create index accounts_by_name on accounts (name, id);

create table carriers (
  id            uuid primary key,
  name          text not null unique,
  kind          text not null check (kind in ('smpp', 'sandbox')),
  config        jsonb not null,                  -- host, port, system_id, window, rate, timers: see docs/reference
  secret        bytea,                           -- sealed password
  paused        boolean not null default false,
  created_at    timestamptz not null
);

create table routes (
  id               uuid primary key,
  code             text not null unique,
  name             text not null,
  country          text not null,                -- ISO 3166 alpha-2, or '*'
  prefix           text not null default '',
  default_sender   text,
  uncertain_policy text not null default 'resend' check (uncertain_policy in ('resend', 'hold')),
  validity_seconds integer not null default 86400 check (validity_seconds between 60 and 604800),
  cost             bigint not null default 0,    -- what the carrier charges per segment, micro of cost_currency
  cost_currency    text not null default 'USD',
  active           boolean not null default true,
  created_at       timestamptz not null
);

create table route_carriers (
  route_id   uuid not null references routes (id),
  position   smallint not null,
  carrier_id uuid not null references carriers (id),
  primary key (route_id, position)
);

-- What a route cost a segment, from when on: reports price what went before a change as it was.
create table route_costs (
  route_id     uuid not null references routes (id),
  effective_at timestamptz not null,
  cost         bigint not null,                  -- micro of currency
  currency     text not null,
  primary key (route_id, effective_at)
);

-- Who a secret belongs to. Only the hash of the secret is here; everything else about it is the tenant's.
create table credential_directory (
  secret_hash   bytea primary key,               -- SHA-256 of the secret (of public and secret half for a pair)
  account_id    uuid not null,
  credential_id uuid not null
);

create table staff_tokens (
  secret_hash  bytea primary key,
  id           uuid not null unique,
  name         text not null,
  role         text not null check (role in ('admin', 'support', 'finance')),
  created_by   text not null,                    -- the person: user:<id>, or operator
  created_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz
);

create table users (
  id            uuid primary key,
  email         text not null unique,
  name          text not null,
  password_hash text not null,
  language      text check (language in ('en', 'sw', 'fr')), -- null: as their browser asks
  staff_role    text check (staff_role in ('admin', 'support', 'finance')),
  confirmed_at  timestamptz,                     -- when it was shown that the address is theirs; before, nobody signs in
  created_at    timestamptz not null
);

create table memberships (
  user_id    uuid not null references users (id),
  account_id uuid not null references accounts (id),
  role       text not null check (role in ('owner', 'developer', 'finance', 'viewer')),
  position   integer not null default 0,
  primary key (user_id, account_id)
);
create index memberships_by_account on memberships (account_id);

-- Who was asked by mail to join an account.
create table invitations (
  account_id uuid not null references accounts (id),
  id         uuid not null,
  email      text not null,
  role       text not null check (role in ('owner', 'developer', 'finance', 'viewer')),
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, email)
);

create table sessions (
  token_hash   bytea primary key,
  id           uuid not null unique,             -- what its owner names it by: the token is nobody's to see
  user_id      uuid not null references users (id),
  user_agent   text not null,
  address      text not null,
  created_at   timestamptz not null,
  proven_at    timestamptz not null,             -- when its owner last gave a password or a code
  last_seen_at timestamptz not null
);
create index sessions_by_user on sessions (user_id);

-- Links that were mailed to a person and count once.
create table mailed_links (
  token_hash bytea primary key,
  user_id    uuid not null references users (id),
  purpose    text not null check (purpose in ('confirm_address', 'reset_password')),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index mailed_links_by_user on mailed_links (user_id);

-- One-time codes of an authenticator app (RFC 6238).
create table second_factors (
  user_id      uuid primary key references users (id),
  secret       bytea not null,                   -- sealed
  confirmed_at timestamptz,                      -- null: shown to its owner, not asked for yet
  last_step    bigint not null default 0,        -- the time step of the last code taken: none counts twice
  wrong_codes  smallint not null default 0,      -- since then
  wrong_since  timestamptz
);

-- What opens a user's account without the app. Each counts once and is gone.
create table recovery_codes (
  user_id   uuid not null references users (id),
  code_hash bytea not null,
  primary key (user_id, code_hash)
);

-- Of a session of staff: the account that it is signed in to as one of its own.
create table impersonations (
  token_hash bytea primary key,                  -- the session's
  account_id uuid not null,
  until      timestamptz not null
);

-- A process that holds messages in memory. Its lease is one row; whoever finds it lapsed takes its messages over, and
-- the node's id is the fence: a write of a node that no longer owns the message changes nothing.
create table nodes (
  id          uuid primary key,
  lease_until timestamptz not null,
  takeovers   smallint not null default 0,
  started_at  timestamptz not null
);

-- Receipts by the carrier's id: they come without an account.
create table carrier_refs (
  carrier_id uuid not null,
  remote_id  text not null,
  account_id uuid not null,
  message_id uuid not null,
  segment    smallint not null,
  segments   smallint not null,
  outcome    text,                               -- of this segment, kept when a message has several
  created_at timestamptz not null,
  primary key (carrier_id, remote_id, message_id, segment)
);
create index carrier_refs_of_long on carrier_refs (message_id) where segments > 1;

-- A receipt that nothing was known of when it came: it may have overtaken its submit response.
create table parked_receipts (
  carrier_id  uuid not null,
  remote_id   text not null,
  id          uuid not null,
  receipt     jsonb not null,
  received_at timestamptz not null,
  primary key (carrier_id, remote_id, id)
);
create index parked_receipts_by_age on parked_receipts (received_at);
create index parked_receipts_by_msisdn on parked_receipts (carrier_id, (receipt ->> 'msisdn'), received_at);

-- Which purchase a payment was confirmed for: one payment pays for one thing, whoever shows it.
create table purchase_payments (
  payment     text primary key,                  -- its reference as it is compared
  account_id  uuid not null,
  purchase_id uuid not null unique
);

-- Tenant tables ------------------------------------------------------------------------------------------------------

create table wallets (
  account_id   uuid primary key,
  currency     text not null,                    -- 'units' or ISO 4217
  balance      bigint not null default 0,        -- whole units, or micro of the currency
  held         bigint not null default 0,
  messages     bigint not null default 0,        -- accepted so far: the last message number given out
  check (held >= 0 and balance >= held)
) with (fillfactor = 10);                        -- updated at every accept and settle: room for HOT updates

create table credentials (
  account_id          uuid not null,
  id                  uuid not null,
  dialect             text not null,
  kind                text not null check (kind in ('token', 'pair')),
  name                text not null,
  public_id           text not null,             -- the public half of a pair, or the token's first characters
  permissions         text[] not null,
  allowed_ips         text[] not null default '{}',
  requests_per_minute integer,
  expires_at          timestamptz,
  revoked_at          timestamptz,
  last_used_at        timestamptz,
  created_at          timestamptz not null,
  primary key (account_id, id)
);

create table sender_ids (
  account_id     uuid not null,
  id             uuid not null,
  number         integer not null,               -- 1, 2, 3 … within the account
  name           text not null,
  key            text not null,                  -- the name as it is compared
  status         text not null check (status in ('pending', 'approved', 'rejected')),
  countries      text[],                         -- approved for these; null is everywhere
  asked_countries text[],                        -- asked for; null is everywhere
  sample_content text,
  finding        text,                           -- for reviewers alone: it may name another account's sender
  reason         text,                           -- told to the account
  created_at     timestamptz not null,
  decided_at     timestamptz,
  first_approved_by text,                        -- of a protected name: who approved it while a second person has not
  first_approved_for text[],                     -- for these countries; null is everywhere
  first_approved_at timestamptz,
  primary key (account_id, id),
  unique (account_id, key)
);
create index sender_ids_by_status on sender_ids (status, id); -- the review queue, over all accounts

-- Secrets that are the account's own and that we use: what its webhooks are signed with where no endpoint is registered.
create table account_secrets (
  account_id uuid not null,
  name       text not null,
  secret     bytea not null,                     -- sealed
  created_at timestamptz not null,
  primary key (account_id, name)
);

-- Texts that an account keeps and sends by their number. A deleted one stays without its words: its number is not given out again.
create table templates (
  account_id uuid not null,
  id         uuid not null,
  number     integer not null,                   -- 1, 2, 3 … within the account
  title      text not null,
  text       text not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (account_id, id),
  unique (account_id, number)
);

create table requests (
  account_id       uuid not null,
  id               uuid not null,
  dialect          text not null,
  credential_id    uuid,
  sender           text not null,
  text             text not null,
  refund_policy    text not null,
  message_count    integer not null,
  first_message_id uuid not null,                -- its messages are the ones with its id in this range of the key
  last_message_id  uuid not null,
  callback         jsonb,                        -- where and how the dialect tells of this request
  reference        text,                         -- the caller's own word for it
  open_messages    integer,                      -- not yet final; null where nobody is told of the whole request's end
  created_at       timestamptz not null,
  primary key (account_id, id)
);
create index requests_paged on requests (account_id, dialect, id) where dialect in ('esms', 'msgine'); -- lists by page number

create table messages (
  account_id   uuid not null,
  id           uuid not null,
  request_id   uuid not null,
  number       bigint not null,                  -- 1, 2, 3 … within the account
  msisdn       text not null,
  country      text not null,
  recipient_name text,
  text         text,                             -- where it differs from the request's
  state        text not null,
  reason       text,
  encoding     text not null,
  segments     smallint not null,
  amount       bigint not null,                  -- held, in the wallet's unit
  route_id     uuid not null,
  route_amount bigint not null,                  -- the same in the route's currency
  route_currency text not null,
  exchange_rate  bigint,                         -- 10⁻⁹, used between the two; null when they are the same
  carrier_id   uuid,
  created_at   timestamptz not null,
  sent_at      timestamptz,
  done_at      timestamptz,
  expires_at   timestamptz not null,
  primary key (account_id, id)
) with (fillfactor = 70);                        -- two updates a message, neither of an indexed column: HOT
-- The account not first: for a table still small this index would look as good as the key for finding one by account and id.
create index messages_by_msisdn on messages (msisdn, account_id, id);

create table message_events (
  account_id uuid not null,
  message_id uuid not null,
  id         uuid not null,
  at         timestamptz not null,
  kind       text not null,
  detail     jsonb,
  primary key (account_id, message_id, id)
);

-- One row a movement: amount from one book to another, so that every entry balances by its shape. Never changed.
create table transfers (
  account_id uuid not null,
  id         uuid not null,
  at         timestamptz not null,
  kind       text not null check (kind in ('topup', 'hold', 'capture', 'release', 'adjust_up', 'adjust_down')),
  debit      text not null,
  credit     text not null,
  amount     bigint not null check (amount > 0),
  subject_id uuid not null,                      -- the request held for, the message settled, the top-up
  step       text not null,                      -- one hold and one settlement a subject, whatever happens
  note       text,
  primary key (account_id, id),
  unique (account_id, subject_id, step),
  check (debit <> credit)
);

-- What staff put into a wallet or take out of it, once a reference. One above the limit waits for a second person.
create table credits (
  account_id   uuid not null,
  id           uuid not null,                    -- the subject of its transfer
  reference    text not null,
  kind         text not null check (kind in ('topup', 'adjustment')),
  amount       bigint not null check (amount <> 0),
  currency     text not null,
  note         text not null,
  status       text not null check (status in ('pending', 'applied', 'refused')),
  requested_by text not null,
  decided_by   text,
  created_at   timestamptz not null,
  decided_at   timestamptz,
  primary key (account_id, id),
  unique (account_id, reference)
);
create index credits_pending on credits (id) where status = 'pending';

-- What an account asked to buy. It is paid outside; staff confirm it, and a credit puts it into the wallet.
create table purchases (
  account_id     uuid not null,
  id             uuid not null,
  reference      text not null,                  -- what its payer writes on the payment
  amount         bigint not null check (amount > 0), -- for the wallet, in its unit
  currency       text not null,
  price          bigint,                         -- what is paid, micro of price_currency; null where the plan has no price
  price_currency text not null,
  status         text not null check (status in ('pending', 'confirmed', 'refused', 'cancelled')),
  payment        text,                           -- what staff saw of the payment: the reference of the credit
  credit_id      uuid,                           -- set while it waits for a second person, too
  reason         text,                           -- of a refusal, told to the account
  requested_by   text not null,
  decided_by     text,
  created_at     timestamptz not null,
  decided_at     timestamptz,
  primary key (account_id, id),
  unique (account_id, reference)
);
create index purchases_by_status on purchases (status, id); -- the queue, over all accounts
create index purchases_by_reference on purchases (reference);

-- Whom an account writes to, by number, and the groups they are in.
create table contacts (
  account_id uuid not null,
  id         uuid not null,
  msisdn     text not null,
  country    text not null,
  name       text,
  fields     jsonb not null default '{}',        -- values by name, for texts to be filled in with
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, msisdn)
);

create table contact_groups (
  account_id uuid not null,
  id         uuid not null,
  name       text not null,
  key        text not null,                      -- the name as it is compared
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, key)
);

create table contact_group_members (
  account_id uuid not null,
  group_id   uuid not null,
  contact_id uuid not null,
  primary key (account_id, group_id, contact_id)
);
create index contact_group_members_by_contact on contact_group_members (account_id, contact_id);

create table idempotency_keys (
  account_id   uuid not null,
  key          text not null,
  body_hash    bytea not null,
  request_id   uuid not null,
  status       smallint,
  answer       text,
  created_at   timestamptz not null,
  primary key (account_id, key)
);

create table webhook_endpoints (
  account_id     uuid not null,
  id             uuid not null,
  url            text not null,
  events         text[] not null,
  style          text not null default 'native', -- whose body and signature
  secret         bytea not null,                 -- sealed
  secret_hint    text not null,
  previous_secret bytea,                         -- sealed; signs beside the new one until then
  previous_until timestamptz,
  enabled        boolean not null default true,
  disabled_reason text,                          -- null where its owner did it
  failing_since  timestamptz,                    -- the first failure since a try was heard
  failing_clock  timestamptz,                    -- from when it counts towards being disabled
  last_failed_at timestamptz,
  created_at     timestamptz not null,
  primary key (account_id, id)
);

-- Not yet told. A row leaves for webhook_deliveries when it has been, or was given up.
create table webhook_jobs (
  account_id  uuid not null,
  id          uuid not null,                     -- the webhook-id, the same on every try
  endpoint_id uuid,
  url         text not null,
  style       text not null,
  event       text not null,
  request_id  uuid,                              -- null when it tells of an inbound message
  message_id  uuid,                              -- null when it tells of the whole request
  payload     text not null,
  attempts    jsonb not null default '[]',
  tries       smallint not null default 0,
  due_at      timestamptz not null,
  owner       uuid,
  created_at  timestamptz not null,
  primary key (account_id, id)
);
create index webhook_jobs_due on webhook_jobs (due_at) where owner is null;

create table webhook_deliveries (
  account_id  uuid not null,
  id          uuid not null,
  endpoint_id uuid,
  url         text not null,
  style       text not null,
  event       text not null,
  request_id  uuid,
  message_id  uuid,
  payload     text not null,
  attempts    jsonb not null,
  delivered   boolean not null,
  created_at  timestamptz not null,
  done_at     timestamptz not null,
  primary key (account_id, id)
);

-- A number of ours that subscribers write to: of one account, whoever brings what is written to it. Read over all
-- accounts when a message comes in, for that comes with a number alone.
create table numbers (
  account_id   uuid not null,
  id           uuid not null,
  number       text not null unique,             -- digits: E.164 without plus, or a short code
  carrier_id   uuid references carriers (id),    -- the only one whose messages count; null is any
  callback_url text,                             -- where what is written to it is told
  style        text not null default 'native',   -- whose body and answer that has
  created_at   timestamptz not null,
  primary key (account_id, id)
);

-- An account asks for a number; staff assign one, or say why not.
create table number_requests (
  account_id uuid not null,
  id         uuid not null,
  country    text not null,
  kind       text not null check (kind in ('long_code', 'short_code')),
  purpose    text not null,
  status     text not null check (status in ('pending', 'assigned', 'refused')),
  number     text,                               -- assigned for it
  reason     text,                               -- told to the account
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (account_id, id)
);
create index number_requests_by_status on number_requests (status, id); -- what staff have to decide, over all accounts

create table inbound_messages (
  account_id       uuid not null,
  id               uuid not null,                -- its callback's webhook-id too
  number           text not null,                -- that was written to
  msisdn           text not null,                -- that wrote
  text             text not null,
  carrier_id       uuid not null,
  received_at      timestamptz not null,
  acknowledged     boolean not null default false, -- the carrier was told that we have it; until then it may send it again
  keyword          text,                         -- of the rule that it met
  action           text,
  reply            text,
  reply_request_id uuid,
  reply_refused    text,                         -- the error's code
  primary key (account_id, id)
);
create index inbound_messages_by_msisdn on inbound_messages (msisdn, account_id, id);

create table keyword_rules (
  account_id uuid not null,
  id         uuid not null,
  keyword    text not null,                      -- as it is compared
  action     text not null check (action in ('reply', 'forward', 'opt_out', 'opt_in')),
  reply      text,
  url        text,                               -- of a forward
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, keyword)
);

-- Subscribers who want nothing more from an account.
create table opt_outs (
  account_id uuid not null,
  id         uuid not null,
  msisdn     text not null,
  source     text not null check (source in ('keyword', 'account')),
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, msisdn)
);

-- What people of an account are to know and did not do themselves: a sender ID decided, an endpoint disabled.
create table notices (
  account_id uuid not null,
  id         uuid not null,
  kind       text not null,
  subject_id uuid not null,
  detail     jsonb not null,
  created_at timestamptz not null,
  seen_at    timestamptz,
  primary key (account_id, id)
);
create index notices_unseen on notices (account_id, id) where seen_at is null;

-- Traffic of days on which every message has ended, by UTC day: what reports read in place of the messages themselves.
create table traffic_days (
  account_id    uuid not null,
  day           date not null,
  route_id      uuid not null,
  carrier_id    uuid not null,                   -- the nil uuid where no carrier took it
  cost_currency text not null,
  messages      integer not null,
  segments      bigint not null,
  delivered     integer not null,
  failed        integer not null,
  cancelled     integer not null,
  price         bigint not null,                 -- charged, in the wallet's unit
  cost          bigint not null,                 -- of what carriers took, micro of cost_currency
  primary key (account_id, day, route_id, carrier_id, cost_currency)
);
create index traffic_days_by_day on traffic_days (day);

-- Which days of an account are in there: all of them up to one, but those that still have a message under way.
create table traffic_closed (
  account_id uuid primary key,
  through    date not null,
  open_days  date[] not null default '{}'
);

-- Of each chain its last line. Whoever changes something locks this row first, so that changes of one account come one
-- after the other; and lines cut off the end of the log are missed.
create table audit_heads (
  account_id uuid primary key,                   -- the nil uuid is the installation itself
  seq        bigint not null,
  hash       bytea not null
);

create table audit_log (
  account_id uuid not null,                      -- the nil uuid is the installation itself
  seq        bigint not null,
  at         timestamptz not null,
  actor      text not null,
  action     text not null,
  target     text not null,
  detail     jsonb not null,
  prev_hash  bytea not null,
  hash       bytea not null,
  primary key (account_id, seq)
);
create index audit_log_by_time on audit_log (at, account_id, seq);

-- The queue: one small row a message that is not final. Ids only.
create table queue (
  account_id uuid not null,
  message_id uuid not null,
  route_id   uuid not null,
  due_at     timestamptz not null,
  expires_at timestamptz not null,
  owner      uuid,                               -- the node that has it in memory; null is free to claim when due
  suspended  boolean not null default false,     -- by its owner: not due, whatever the time
  uncertain  smallint not null default 0,        -- tries whose bytes may have gone out and were not answered
  waits_in   uuid,                               -- the request, while the message waits for its time; null once it came
  primary key (account_id, message_id)
);
create index queue_due on queue (due_at) where owner is null and not suspended;
create index queue_due_of_account on queue (account_id, due_at) where owner is null and not suspended;
create index queue_expiry on queue (expires_at);
-- Those whose answer was lost: only a receipt, or the expiry, ends them.
create index queue_held on queue (account_id, message_id) where due_at = 'infinity';
create index queue_waits on queue (account_id, waits_in) where waits_in is not null;

-- Row-level security ---------------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['wallets', 'credentials', 'sender_ids', 'account_secrets', 'templates', 'credits', 'requests', 'messages',
    'message_events', 'transfers', 'idempotency_keys', 'webhook_endpoints', 'webhook_jobs', 'webhook_deliveries', 'audit_heads',
    'audit_log', 'queue', 'numbers', 'number_requests', 'inbound_messages', 'keyword_rules', 'opt_outs', 'notices',
    'purchases', 'contacts', 'contact_groups', 'contact_group_members', 'traffic_days', 'traffic_closed']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- The settings are read once a statement (the sub-selects are uncorrelated), not once a row.
    execute format($p$create policy tenant on %I using (
      account_id = any ((select string_to_array(current_setting('njiwa.accounts', true), ',')::uuid[])::uuid[])
      or (select current_setting('njiwa.scope', true)) = 'all')$p$, t);
  end loop;
end $$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'njiwa_app') then
    create role njiwa_app nologin;
  end if;
  execute format('grant njiwa_app to %I', current_user);
end $$;
grant usage on schema public to njiwa_app;
grant select, insert, update, delete on all tables in schema public to njiwa_app;
revoke update, delete on transfers, audit_log from njiwa_app;
revoke delete on messages, requests, message_events from njiwa_app;
