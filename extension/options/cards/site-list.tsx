import { useRef, useState } from 'preact/hooks'
import { corners, type DeviceSettings } from '../../shared/device-settings.ts'
import { IconButton } from '../../ui/components/icon-button.tsx'
import { useWords } from '../../ui/i18n/text.ts'
import { cornersInOrder, cornerWords } from './corner-words.ts'
import { hostOf } from './host-of.ts'

type Sites = DeviceSettings['sites']
type Site = Sites[string]

interface Props {
  sites: Sites
  onChange: (sites: Sites) => void
}

/** Sites with settings of their own. A new one begins with "never here": that is what most come for. */
export function SiteList({ sites, onChange }: Props) {
  const { text } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string>()
  const hosts = Object.keys(sites).sort()

  const add = (event: Event) => {
    event.preventDefault()
    if (box.current === null) return
    const host = hostOf(box.current.value)
    if (host === undefined) return setProblem(text('siteNotOne'))
    if (host in sites) return setProblem(text('siteTwice', host))
    box.current.value = ''
    onChange({ ...sites, [host]: { toasts: false, corner: null } })
  }
  const remove = (host: string) => {
    box.current?.focus()
    onChange(Object.fromEntries(Object.entries(sites).filter(([name]) => name !== host)))
  }
  return (
    <div class="sites">
      <h3 id="sites">{text('sites')}</h3>
      {hosts.length === 0 ? (
        <p class="quiet">{text('sitesNone')}</p>
      ) : (
        <ul class="setting-list site-list" aria-labelledby="sites">
          {hosts.map((host) => (
            <SiteRow
              key={host}
              host={host}
              site={sites[host] ?? { toasts: true, corner: null }}
              onChange={(site) => onChange({ ...sites, [host]: site })}
              onRemove={() => remove(host)}
            />
          ))}
        </ul>
      )}
      <form class="add-site" onSubmit={add}>
        <label for="new-site">{text('siteAdd')}</label>
        <div>
          <input
            id="new-site"
            type="text"
            ref={box}
            placeholder="example.org"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-invalid={problem !== undefined}
            aria-describedby="new-site-problem"
            onInput={() => setProblem(undefined)}
          />
          <button type="submit" class="button">
            {text('add')}
          </button>
        </div>
        <p id="new-site-problem" role="alert" class="problem">
          {problem}
        </p>
      </form>
    </div>
  )
}

interface RowProps {
  host: string
  site: Site
  onChange: (site: Site) => void
  onRemove: () => void
}

function SiteRow({ host, site, onChange, onRemove }: RowProps) {
  const { text } = useWords()
  const choose = (value: string) =>
    onChange({ ...site, corner: corners.find((one) => one === value) ?? null })
  return (
    <li class="setting-row">
      <p class="row-name">
        <bdi>{host}</bdi>
      </p>
      <label class="check">
        <input
          type="checkbox"
          aria-label={text('neverOn', host)}
          checked={!site.toasts}
          onChange={(event) => onChange({ ...site, toasts: !event.currentTarget.checked })}
        />
        {text('neverHere')}
      </label>
      <select
        aria-label={text('cornerOn', host)}
        value={site.corner ?? ''}
        disabled={!site.toasts}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{text('asEverywhere')}</option>
        {cornersInOrder.map((one) => (
          <option key={one} value={one}>
            {text(cornerWords[one])}
          </option>
        ))}
      </select>
      <IconButton icon="close" label={text('removeNamed', host)} onClick={onRemove} />
    </li>
  )
}
