import type { Database } from '../database.ts'
import { boundsMigration } from './bounds-migration.ts'
import { keyNames } from './key-names.ts'

/** SQL, or a step that SQL alone cannot do. */
export type Migration = string | ((database: Database) => void)

/** Applied in order, each once, each in its own transaction. One that was released is never changed. */
export const migrations: readonly Migration[] = [
  `
  create table rooms (
    id text primary key,
    name text not null,
    log_id text not null,
    head integer not null default 0,
    floor integer not null default 1
  ) strict, without rowid;

  create table people (
    id text primary key,
    name text not null,
    -- What must be unique of the name: see people/name-key.
    name_key text not null unique,
    created_at integer not null
  ) strict, without rowid;

  create table devices (
    id text primary key,
    person text not null references people (id),
    label text not null,
    created_at integer not null
  ) strict, without rowid;

  create table tokens (
    id text primary key,
    hash text not null unique,
    device text not null unique references devices (id),
    created_at integer not null
  ) strict, without rowid;

  create table members (
    room text not null references rooms (id),
    person text not null references people (id),
    seen integer not null,
    primary key (room, person)
  ) strict, without rowid;
  create index members_by_person on members (person);

  create table entries (
    room text not null references rooms (id),
    seq integer not null,
    id text not null,
    at integer not null,
    author text not null references people (id),
    kind text not null,
    body text not null,
    primary key (room, seq)
  ) strict;
  -- Counts unread messages without reading their text.
  create index messages on entries (room, seq, author) where kind = 'message';

  -- Outlives the entries, so that a repeat is known for ever.
  create table entry_keys (
    room text not null references rooms (id),
    device text not null references devices (id),
    id text not null,
    seq integer not null,
    at integer not null,
    primary key (room, device, id)
  ) strict, without rowid;

  create table invites (
    id text primary key,
    hash text not null unique,
    kind text not null check (kind in ('rooms', 'browser')),
    person text references people (id),
    uses integer not null,
    used integer not null default 0,
    expires_at integer,
    created_at integer not null,
    revoked integer not null default 0,
    from_start integer not null
  ) strict, without rowid;

  create table invite_rooms (
    invite text not null references invites (id),
    room text not null references rooms (id),
    primary key (invite, room)
  ) strict, without rowid;

  create table attempts (
    invite text not null references invites (id),
    attempt text not null,
    device text not null references devices (id),
    primary key (invite, attempt)
  ) strict, without rowid;
  `,
  `
  -- Which device made it, so that the link ends with the device. Null: the operator.
  alter table invites add column device text references devices (id);
  create index invites_by_device on invites (device);
  `,
  `
  -- 1: a message of priority 1, which counts as unread for nobody.
  alter table entries add column quiet integer not null default 0;
  drop index messages;
  -- Counts unread messages without reading their text.
  create index messages on entries (room, seq, author) where kind = 'message' and quiet = 0;

  -- Which entry is the claim of a message. A table of its own, so that messages pay nothing for it.
  create table claims (
    room text not null references rooms (id),
    message integer not null,
    seq integer not null,
    at integer not null,
    primary key (room, message)
  ) strict, without rowid;

  -- Settings are JSON: they are read and written whole, and never searched.
  create table person_attention (
    person text primary key references people (id),
    settings text not null
  ) strict, without rowid;

  create table room_attention (
    person text not null,
    room text not null,
    settings text not null,
    primary key (person, room),
    foreign key (room, person) references members (room, person) on delete cascade
  ) strict, without rowid;
  `,
  boundsMigration,
  (database) => {
    keyNames(database)
    database.exec('create unique index people_by_look on people (look_key)')
  },
  `
  -- What the server routes by stands beside the body, which is its author's.
  alter table entries add column about integer;
  alter table entries add column priority integer;
  update entries set about = json_extract(body, '$.seq'), body = '{}' where kind = 'claim';
  update entries set priority = json_extract(body, '$.priority'), body = json_remove(body, '$.priority')
    where kind = 'message' and json_extract(body, '$.priority') is not null;

  -- Which counts as unread is said by its own ordinal alone: 0 for those that do not.
  update entries set own_ordinal = 0 where kind <> 'message' or quiet = 1;
  drop index own_messages;
  create index own_messages on entries (room, author, seq, own_ordinal) where own_ordinal > 0;
  alter table entries drop column quiet;

  -- Finds what is about an entry. Those that are about nothing are not in it, so that messages pay nothing for it.
  create index entries_about on entries (room, about, kind, seq) where about is not null;
  drop table claims;
  `,
  `
  -- How often each person's notification settings changed, and at which of these changes each part was set last.
  alter table people add column settings_revision integer not null default 0;
  alter table person_attention add column revision integer not null default 0;
  alter table room_attention add column revision integer not null default 0;
  `,
  `
  alter table person_attention rename to person_settings;
  alter table room_attention rename to room_settings;
  `,
  // Names are folded as mentions are since then: ß is ss.
  keyNames,
  `
  -- What is pinned now. A table of its own, so that nobody reads the log to list it.
  create table pins (
    room text not null references rooms (id),
    seq integer not null,
    primary key (room, seq)
  ) strict, without rowid;
  `,
]
