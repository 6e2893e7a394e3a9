// The note of a cell, beside it: under the mouse, or at the cell that the keyboard has come to.
const WAIT = 250;

export class Notes {
  constructor(popup, grid) {
    this.popup = popup;
    this.timer = 0;
    grid.addEventListener('pointerover', event => this.#over(event));
    grid.addEventListener('pointerleave', () => this.hide());
  }

  #over(event) {
    clearTimeout(this.timer);
    const cell = event.target.closest('[data-row][data-note]');
    if (cell && cell.dataset.note) {
      this.timer = setTimeout(() => this.show(cell), WAIT);
    } else {
      this.hide();
    }
  }

  show(cell) {
    if (!cell || !cell.dataset.note || !cell.isConnected) {
      this.hide();
      return;
    }
    this.popup.textContent = cell.dataset.note;
    this.popup.hidden = false;
    const box = cell.getBoundingClientRect();
    const {offsetWidth: width, offsetHeight: height} = this.popup;
    const beside = box.right + 6 + width < innerWidth;
    const top = beside ? box.top : box.bottom + 4;
    this.popup.style.left = `${Math.max(4, beside ? box.right + 6 : Math.min(box.left, innerWidth - width - 8))}px`;
    this.popup.style.top = `${Math.max(4, top + height + 8 < innerHeight ? top : box.top - height - 4)}px`;
    cell.setAttribute('aria-describedby', 'note');
  }

  hide() {
    clearTimeout(this.timer);
    this.popup.hidden = true;
  }
}
