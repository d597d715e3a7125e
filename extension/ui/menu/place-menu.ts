/** CSS pixels between the menu and its button, and between the menu and the edge of the page. */
const GAP = 4
const EDGE = 8

/**
 * Under its button, or over it where there is more room, and inside of the page. The menu is `fixed`: no box that scrolls
 * around it cuts it off.
 */
export function placeMenu(menu: HTMLElement, button: HTMLElement): void {
  const around = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const below = innerHeight - around.bottom - GAP - EDGE
  const above = around.top - GAP - EDGE
  const goesUp = height > below && above > below
  const room = goesUp ? above : below
  menu.style.maxHeight = `${room}px`
  menu.style.top = `${goesUp ? around.top - GAP - Math.min(height, room) : around.bottom + GAP}px`
  menu.style.left = `${Math.max(EDGE, Math.min(around.left, document.documentElement.clientWidth - width - EDGE))}px`
}
