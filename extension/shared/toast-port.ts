/** The name of the port between the background and the frame of a toast: `toast:<nonce>`. */
export const TOAST_PORT = 'toast:'

/** How long a reply from a toast waits in the outbox, so that it can be undone. */
export const UNDO_MS = 1_500
