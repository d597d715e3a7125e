/** Counts that are kept instead of counted, and what limits people and their devices. */
export const boundsMigration = `
  -- How many messages so far count as unread for others, how many people are members, and who may send priority 5.
  alter table rooms add column counted integer not null default 0;
  alter table rooms add column members integer not null default 0;
  alter table rooms add column urgent_from text not null default 'everybody'
    check (urgent_from in ('everybody', 'named'));

  -- Of the messages that count as unread: how many the room holds up to and with this entry, and how many of those are
  -- its author's. Unread is a difference of these at two entries (see reader), whatever lies between.
  alter table entries add column ordinal integer not null default 0;
  alter table entries add column own_ordinal integer not null default 0;
  drop index messages;
  update entries set ordinal = counts.ordinal, own_ordinal = counts.own_ordinal
    from (
      select rowid as entry,
        sum(kind = 'message' and quiet = 0) over (partition by room order by seq rows unbounded preceding) as ordinal,
        sum(kind = 'message' and quiet = 0)
          over (partition by room, author order by seq rows unbounded preceding) as own_ordinal
      from entries
    ) as counts
    where counts.entry = entries.rowid;
  create index own_messages on entries (room, author, seq, own_ordinal) where kind = 'message' and quiet = 0;
  update rooms set
    counted = coalesce((select ordinal from entries where room = rooms.id order by seq desc limit 1), 0),
    members = (select count(*) from members where room = rooms.id);

  -- Who may send priority 5 where not everybody may. Empty: nobody.
  create table urgent_senders (
    room text not null references rooms (id),
    person text not null references people (id),
    primary key (room, person)
  ) strict, without rowid;
  -- Counts an author's last hour. A table of its own, so that other messages pay nothing for it.
  create table urgent_messages (
    room text not null references rooms (id),
    author text not null references people (id),
    at integer not null,
    seq integer not null,
    primary key (room, author, at, seq)
  ) strict, without rowid;

  -- Who was removed from a room and not added again: no invite lets them back in.
  create table removals (
    room text not null references rooms (id),
    person text not null references people (id),
    at integer not null,
    primary key (room, person)
  ) strict, without rowid;
  insert into removals
    select room, author, max(at) from entries where kind = 'leave'
      and not exists (select 1 from members where members.room = entries.room and person = author)
      group by room, author;

  -- Null: may come in.
  alter table people add column deactivated_at integer;
  -- What must be unique of the name as it is written: see people/name-key. Filled by the next migration.
  alter table people add column look_key text;

  -- The device whose link made this one. Null: an invite to rooms, or the operator.
  alter table devices add column made_by text references devices (id);
  update devices set made_by = made.maker
    from (
      select attempts.device, invites.device as maker from attempts join invites on invites.id = invite
      where kind = 'browser' and invites.device is not null
    ) as made
    where made.device = devices.id;
  create index devices_by_maker on devices (made_by);
  create index devices_by_person on devices (person, created_at);

  -- As the device's, so that a person's live tokens are counted by an index.
  alter table tokens add column person text references people (id);
  update tokens set person = (select person from devices where id = tokens.device);
  create index tokens_by_person on tokens (person);

  -- When the invite was used; what was used before counts as used now.
  alter table attempts add column at integer not null default 0;
  update attempts set at = unixepoch() * 1000;
  create index attempts_by_time on attempts (at);
  create index attempts_by_device on attempts (device);

  create index browser_invites on invites (person, created_at) where kind = 'browser';
  create index invites_by_time on invites (created_at);
  create index invite_rooms_by_room on invite_rooms (room);
`
