import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

const project = ['{extension,protocol,scripts,server,test}/**/*.{ts,tsx}', '*.ts']

const namedExportsOnly = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export has another name in every file that imports it.',
}
const LINES_OF_FUNCTION = 70

/** Files with a longer function, and how long it is today. No file is added, and a number only falls. */
const longFunctions = {
  'accessibility.test.ts': 84,
  'address-of-the-installation.test.ts': 87,
  'arrivals.ts': 105,
  'attention-contract.ts': 130,
  'attention-simulation.test.ts': 77,
  'attention-sync.test.ts': 133,
  'attention-sync.ts': 144,
  'attention.test.ts': 139,
  'backup.test.ts': 128,
  'burst.test.ts': 74,
  'card-deeds.test.ts': 74,
  'card.ts': 221,
  'channel.ts': 127,
  'composer.test.tsx': 73,
  'confirm.test.tsx': 111,
  'connection-line.tsx': 76,
  'connection.ts': 97,
  'digest-now.test.ts': 85,
  'digest.test.ts': 93,
  'everywhere.test.ts': 124,
  'flood.test.ts': 80,
  'follow.test.ts': 142,
  'held-messages.test.ts': 80,
  'hold-toast.ts': 185,
  'hostile-connections.test.ts': 72,
  'hub.ts': 99,
  'join-form.test.tsx': 100,
  'join-form.tsx': 90,
  'journal-contract.ts': 218,
  'keyword-field.tsx': 74,
  'kill-simulation.test.ts': 202,
  'launch-chromium.ts': 76,
  'limits.test.ts': 76,
  'link-parts.test.ts': 71,
  'main.ts': 72,
  'memory-journal.ts': 104,
  'menu-button.test.tsx': 78,
  'menu-button.tsx': 76,
  'notifications.test.tsx': 73,
  'notifier.ts': 171,
  'options.test.tsx': 72,
  'outbox.ts': 139,
  'quiet-hours.test.ts': 140,
  'recorded-browser.ts': 104,
  'reply-box.ts': 85,
  'reply.test.ts': 149,
  'room-list.ts': 100,
  'room-log.tsx': 72,
  'room-sync.ts': 168,
  'rows-together.test.ts': 154,
  'rows.test.ts': 137,
  'run-action.test.ts': 128,
  'screen.ts': 158,
  'session.ts': 94,
  'socket-transport.ts': 76,
  'sqlite.test.ts': 161,
  'start.ts': 135,
  'store-contract.ts': 191,
  'surroundings.ts': 157,
  'toast-host.test.ts': 79,
  'toast-page.test.ts': 130,
  'toast-page.ts': 71,
  'toast-requests.ts': 126,
  'toast-slot.ts': 101,
  'toast.test.ts': 163,
  'typing.test.ts': 86,
  'urgent-limit.test.ts': 95,
  'urgent.test.ts': 84,
  'use-message-box.ts': 85,
  'vite.config.ts': 86,
  'where.test.ts': 111,
}

const htmlSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML']

export default defineConfig(
  globalIgnores(['dist', 'data']),
  js.configs.recommended,
  { files: project, extends: [ts.configs.strict] },
  {
    files: project,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { noInlineConfig: true },
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', LINES_OF_FUNCTION],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        namedExportsOnly,
        ...htmlSinks.map((name) => ({
          selector: `:matches(MemberExpression[property.name='${name}'], JSXAttribute[name.name='${name}'])`,
          message: 'What people write is text: it never becomes markup.',
        })),
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  ...Object.entries(longFunctions).map(([name, lines]) => ({
    // Without its folder, since files move.
    files: [`**/${name}`],
    rules: { 'max-lines-per-function': ['error', lines] },
  })),
  // The server has none that is longer, also where a file is named like one of the list.
  { files: ['server/**'], rules: { 'max-lines-per-function': ['error', 70] } },
  // These talk to a person in a terminal.
  {
    files: ['scripts/**', 'server/cli/**', 'server/bin.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  // Vite wants its configuration as a default export, and Vitest its reporters.
  {
    files: [
      'vite.config.ts',
      'test/{screenshots,bench}/vitest.config.ts',
      'test/faults/report/table-reporter.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
