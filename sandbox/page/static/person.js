// Who sits at the page: one of the people of the sheet, or somebody else; the browser remembers it.
import * as book from './book.js';

const KEY = 'tickmark.person';
const OTHER = 'somebody else';
const NOBODY_KNOWN = 'manager@agency.example';

export async function choosePerson(field) {
  const people = await book.people();
  people.forEach(person => add(field, person.email, words(person)));
  const asked = new URLSearchParams(location.search).get('as');
  const first = people.find(person => person.manager) || people[0];
  choose(field, asked || localStorage.getItem(KEY) || (first ? first.email : NOBODY_KNOWN));
  add(field, OTHER, 'Somebody else…');
  let before = field.value;
  field.addEventListener('change', () => {
    if (field.value === OTHER) {
      choose(field, (prompt('E-mail address of the person') || '').trim() || before);
    }
    before = field.value;
    localStorage.setItem(KEY, before);
  });
}

function words({name, role, email}) {
  return name ? `${name}${role ? `, ${role}` : ''} · ${email}` : email;
}

function add(field, value, text) {
  field.add(new Option(text, value));
}

function choose(field, email) {
  if (![...field.options].some(option => option.value === email)) {
    add(field, email, email);
  }
  field.value = email;
}
