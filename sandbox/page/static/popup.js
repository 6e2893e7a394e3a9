// A small menu at some place of the page: of the menu bar, of a column, of a row, or the choices of a cell.
let open = null;

/**
 * items: {text, run, testid?, checked?} or {separator: true}.
 * `anchor` is an element or {x, y}.
 */
export function popup(items, anchor, label, after) {
  close();
  const menu = document.createElement('div');
  menu.className = 'popup';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  items.forEach(item => menu.append(item.separator ? separator() : entry(item)));
  document.body.append(menu);
  place(menu, anchor);
  open = {menu, after};
  menu.addEventListener('keydown', keys);
  menu.querySelector('button')?.focus();
}

export function close() {
  if (open) {
    const {menu, after} = open;
    open = null;
    menu.remove();
    after?.();
  }
}

function entry(item) {
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('role', 'menuitem');
  button.textContent = item.text;
  if (item.testid) {
    button.dataset.testid = item.testid;
  }
  button.addEventListener('click', () => {
    close();
    item.run();
  });
  return button;
}

function separator() {
  const line = document.createElement('div');
  line.className = 'separator';
  line.setAttribute('role', 'separator');
  return line;
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect ? anchor.getBoundingClientRect() : {left: anchor.x, bottom: anchor.y, top: anchor.y};
  menu.style.left = `${Math.max(4, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  const below = box.bottom + menu.offsetHeight < innerHeight;
  menu.style.top = `${below ? box.bottom : Math.max(4, box.top - menu.offsetHeight)}px`;
}

function keys(event) {
  const entries = [...event.currentTarget.querySelectorAll('button')];
  const at = entries.indexOf(document.activeElement);
  const moves = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1};
  if (event.key in moves) {
    entries[(moves[event.key] + entries.length) % entries.length].focus();
    event.preventDefault();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    close();
    event.preventDefault();
  }
  event.stopPropagation();
}

document.addEventListener('pointerdown', event => {
  if (open && !open.menu.contains(event.target)) {
    close();
  }
}, true);
