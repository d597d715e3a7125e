export const help = `Backchannel: chat and notifications that live in the browser's toolbar.
In a checkout, "backchannel" is "node server/bin.js".

  backchannel serve                       run the server
  backchannel invite [--room general]... [--uses 1] [--expires 7d]
                                          a link to join with
  backchannel invite --person NAME        a link for another browser of NAME: once, within 10 minutes
  backchannel invite list
  backchannel invite revoke ID
  backchannel room create SLUG [--name NAME]
  backchannel room list
  backchannel room urgent ROOM --from everybody|nobody|NAME...
                                          who may send messages of priority 5 to it; --from NAME --from NAME for more
  backchannel member add --room ROOM --person NAME
  backchannel member remove --room ROOM --person NAME
                                          until they are added again: no invite brings them back
  backchannel member list --room ROOM
  backchannel token list [--person NAME]  who is signed in, and where
  backchannel token revoke ID [--only]    signs one device out, and those that it added; --only: just the one
  backchannel token create --person NAME [--label LABEL]
  backchannel person list                 everybody who ever joined
  backchannel person deactivate NAME      ends their devices, links and memberships; name and messages stay
  backchannel person activate NAME

  backchannel backup FILE                 a copy of all data, also while the server runs
  backchannel restore FILE [--force]      makes a backup the data, while no server runs; --force: in the place of
                                          other data, which is kept as backchannel.db.before-restore

  --json   print the answer as JSON        --help   print this

Commands act on the running server at once, or on the data folder when none runs. All but serve and restore want a
folder that a server has run on.

Settings are environment variables:
  PORT                          8787; 0: any free port
  HOST                          127.0.0.1
  BACKCHANNEL_DATA_DIR          ./data
  PUBLIC_URL                    where people reach it, such as https://chat.example.org
  LOG_LEVEL                     info (fatal, error, warn, info, debug, silent)
  BACKCHANNEL_RATE_PER_SECOND   50 commands a second and device; 0: no limit
  BACKCHANNEL_CONNECTIONS_PER_ADDRESS
                          100 open connections that nobody has signed in on; 0: no limit`
