import { cutMiddle, type ActionTarget } from '../../shared/action-target.ts'
import './shown-text.css'

/** Three lines of a small window. */
const PATH_MAX = 120

/** Where a button leads, the host set off from the rest. The whole of it is its title. */
export function AddressLine({ target: { method, host, path, whole } }: { target: ActionTarget }) {
  return (
    <p class="address-line" title={whole}>
      {method !== undefined && <>{method} </>}
      <bdi dir="ltr">
        <b>{host}</b>
        {cutMiddle(path, PATH_MAX)}
      </bdi>
    </p>
  )
}
