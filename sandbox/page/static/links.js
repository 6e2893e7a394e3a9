// Links that stay within the workbook: they name a tab and cells behind a #, in a cell or in the page's own address.
import * as places from './places.js';

/** Follows what is clicked in the grid, and the address that the page was opened with. */
export function followLinks(page, grid) {
  grid.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#gid="]');
    if (link) {
      event.preventDefault();
      go(page, link.hash);
    }
  });
  addEventListener('hashchange', () => go(page, location.hash));
  return go(page, location.hash);
}

async function go(page, hash) {
  const told = new URLSearchParams(hash.slice(1));
  const place = places.fromText(told.get('range') || 'A1');
  if (told.has('gid') && place) {
    await page.showTab(Number(told.get('gid')), place);
    await page.grid.reveal(place.row, place.column, 'top');
  }
}
