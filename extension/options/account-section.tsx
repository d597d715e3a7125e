import { useState } from 'preact/hooks'
import type { Account } from '../shared/view.ts'
import { AddBrowser } from '../ui/components/add-browser.tsx'
import type { Ask } from '../ui/store/page-store.ts'
import { useWords } from '../ui/i18n/text.ts'

export function AccountSection({ account, ask }: { account: Account; ask: Ask }) {
  const { text } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <section class="card">
      <h2>{text('account')}</h2>
      <dl class="facts">
        <dt>{text('server')}</dt>
        <dd>
          <bdi>{account.server}</bdi>
        </dd>
        <dt>{text('name')}</dt>
        <dd>
          <bdi>{account.me.name}</bdi>
        </dd>
      </dl>
      <div class="setting">
        <p class="quiet">{text('addBrowserWhy')}</p>
        <button type="button" class="button" onClick={() => setAdding(true)}>
          {text('addBrowser')}
        </button>
      </div>
      {adding && <AddBrowser ask={ask} onClose={() => setAdding(false)} />}
    </section>
  )
}
