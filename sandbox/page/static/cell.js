// How one cell looks.

const SAFE_LINK = /^(https?:|mailto:|#)/;

/** Draws a cell's content and look into its element; a text may run on for `room` pixels. */
export function paint(element, cell, address, room) {
  element.replaceChildren(content(cell || {}, address));
  look(element, cell || {});
  const spills = Boolean(cell) && room > 0 && typeof cell.u === 'string' && !cell.list && element.style.textAlign === 'left';
  element.classList.toggle('spills', spills);
  const text = element.firstChild;
  text.style.maxWidth = spills ? `calc(100% + ${room}px)` : '';
  text.style.width = text.tagName === 'A' ? 'fit-content' : text.style.maxWidth; // what is beside a link is no link
}

function content(cell, address) {
  if (cell.check) {
    return tickBox(cell, address);
  }
  if (cell.bar) {
    return drawnBar(cell.bar);
  }
  const text = document.createElement(SAFE_LINK.test(cell.link || '') ? 'a' : 'span');
  text.className = 'text';
  text.textContent = cell.v === undefined || cell.v === null ? '' : String(cell.v);
  if (text.tagName === 'A') {
    text.href = cell.link;
    text.tabIndex = -1;
    if (!cell.link.startsWith('#')) {
      text.target = '_blank';
      text.rel = 'noopener';
    }
  }
  return cell.list ? withArrow(text, address) : text;
}

function drawnBar({ share, color }) {
  const bar = document.createElement('span');
  bar.className = 'text bar';
  bar.setAttribute('role', 'img');
  bar.setAttribute('aria-label', `${Math.round(share * 100)} percent`);
  bar.style.background = `linear-gradient(to right, ${color} ${share * 100}%, #e8eaed 0)`;
  return bar;
}

function tickBox(cell, address) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = cell.u === true;
  box.tabIndex = -1;
  box.setAttribute('aria-label', `${address} tick box`);
  return box;
}

function withArrow(text, address) {
  const both = document.createElement('span');
  both.className = 'choice';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'arrow';
  button.tabIndex = -1;
  button.textContent = '▾';
  button.setAttribute('aria-label', `Choices for ${address}`);
  both.append(text, button);
  return both;
}

function look(element, cell) {
  const style = element.style;
  style.backgroundColor = cell.bg || '';
  style.color = cell.fg || '';
  style.fontWeight = cell.b ? '600' : '';
  style.fontStyle = cell.i ? 'italic' : '';
  style.textDecoration = [cell.u_ ? 'underline' : '', cell.s ? 'line-through' : ''].join(' ').trim();
  style.textAlign = cell.align || (typeof cell.u === 'number' ? 'right' : cell.check || typeof cell.u === 'boolean' ? 'center' : 'left');
  element.classList.toggle('noted', Boolean(cell.note));
  element.classList.toggle('ticks', Boolean(cell.check));
  element.dataset.note = cell.note || '';
}
