// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import { MenuButton } from '../../../../extension/ui/menu/menu-button.tsx'
import { Menu } from '../../../../extension/ui/menu/menu.tsx'
import { MenuGroup, MenuItem } from '../../../../extension/ui/menu/menu-item.tsx'
import { find, mount, press, pressKey, settle } from '../mount.tsx'

function draw() {
  const picked: string[] = []
  mount(
    <>
      <MenuButton
        title="Menu"
        label="Menu. Off"
        face="face"
        menu={(frame) => (
          <Menu {...frame}>
            <MenuGroup title="Group">
              <MenuItem onPick={() => picked.push('one')}>One</MenuItem>
              <MenuItem kind="radio" checked onPick={() => picked.push('two')}>
                Two
              </MenuItem>
            </MenuGroup>
            <MenuGroup>
              <MenuItem kind="check" onPick={() => picked.push('three')}>
                Three
              </MenuItem>
            </MenuGroup>
          </Menu>
        )}
      />
      <button type="button">Elsewhere</button>
    </>,
  )
  return { picked, button: find('button', 'Menu. Off') }
}
const menu = () => document.querySelector('[role="menu"]')
const focused = () => document.activeElement?.textContent

describe('a menu', () => {
  it('opens with the focus on its first item, and says what it is', async () => {
    const { button } = draw()
    expect(button.getAttribute('aria-haspopup')).toBe('menu')
    expect(button.getAttribute('aria-expanded')).toBe('false')
    await press(button)
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(menu()?.getAttribute('aria-label')).toBe('Menu')
    expect(focused()).toBe('One')
    const roles = [...document.querySelectorAll('.menu-item')].map((item) => [
      item.getAttribute('role'),
      item.getAttribute('aria-checked'),
    ])
    expect(roles).toEqual([
      ['menuitem', null],
      ['menuitemradio', 'true'],
      ['menuitemcheckbox', 'false'],
    ])
    const group = find('[role="group"]')
    expect(document.getElementById(group.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('Group')
  })
  it('opens with the arrow down', async () => {
    const { button } = draw()
    button.focus()
    await pressKey('ArrowDown')
    expect(focused()).toBe('One')
  })
  it('is gone round with the arrows, and from end to end', async () => {
    const { button } = draw()
    await press(button)
    const gone = []
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) {
      await pressKey(key)
      gone.push(focused())
    }
    expect(gone).toEqual(['Three', 'One', 'Two', 'Three', 'One', 'Three', 'One'])
  })
  it('gives the focus back on Escape, which goes no further: it would close the popup', async () => {
    const { button } = draw()
    await press(button)
    let further = false
    const hear = () => (further = true)
    addEventListener('keydown', hear)
    const event = await pressKey('Escape')
    removeEventListener('keydown', hear)
    expect(menu()).toBeNull()
    expect(document.activeElement).toBe(button)
    expect([event.defaultPrevented, further]).toEqual([true, false])
  })
  it('is left with Tab, from its button on', async () => {
    const { button } = draw()
    await press(button)
    const event = await pressKey('Tab')
    expect(menu()).toBeNull()
    expect(document.activeElement).toBe(button)
    expect(event.defaultPrevented).toBe(false)
  })
  it('closes as something is picked, and gives the focus back', async () => {
    const { picked, button } = draw()
    await press(button)
    await press(find('.menu-item', 'Two'))
    expect(picked).toEqual(['two'])
    expect(menu()).toBeNull()
    expect(document.activeElement).toBe(button)
  })
  it('closes on a click elsewhere, and leaves the focus there', async () => {
    const { button } = draw()
    await press(button)
    const elsewhere = find('button', 'Elsewhere')
    await act(() => void find('.menu-item', 'Two').dispatchEvent(new Event('pointerdown', { bubbles: true })))
    expect(menu()).not.toBeNull()
    elsewhere.focus()
    await act(() => void elsewhere.dispatchEvent(new Event('pointerdown', { bubbles: true })))
    await settle()
    expect(menu()).toBeNull()
    expect(document.activeElement).toBe(elsewhere)
  })
})
