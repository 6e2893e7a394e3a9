/** The one way to the service: a POST with JSON and the proof of who runs this script. */

/** How often a call is made again that came too soon after others, and for how many seconds it waits at most. */
const TURNS = 12;
const LONGEST_TURN = 15;

/** The service does not know this sheet, or not this person in it: it has to be shown that they may edit it. */
const NOT_KNOWN = 404;

/**
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {any} what the service answered
 */
function callService(path, body) {
  const answer = inTurn(path, body);
  if (answer.getResponseCode() === NOT_KNOWN && path !== '/addon/edited') {
    return understood(inTurn(path, {...body, challenge: shownChallenge()}));
  }
  return understood(answer);
}

/**
 * Writes the service's word into this spreadsheet with the rights of whoever runs this script: who may not edit it
 * cannot. The service takes it out again.
 */
function shownChallenge() {
  const word = understood(inTurn('/addon/challenge', thisSheet())).challenge;
  const visibility = SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT;
  SpreadsheetApp.getActiveSpreadsheet().addDeveloperMetadata('tickmark.challenge', word, visibility);
  SpreadsheetApp.flush();
  return word;
}

/**
 * @param {string} path
 * @param {Record<string, unknown>} body
 */
function inTurn(path, body) {
  const url = serviceAddress() + path;
  let answer = send(url, body);
  for (let turn = 0; answer.getResponseCode() === 429 && turn < TURNS; turn++) {
    Utilities.sleep(1000 * secondsToWait(answer));
    answer = send(url, body);
  }
  return answer;
}

/**
 * @param {string} url
 * @param {Record<string, unknown>} body
 */
function send(url, body) {
  const token = ScriptApp.getIdentityToken();
  if (!token) {
    throw new Error(WORDS.noToken);
  }
  try {
    return UrlFetchApp.fetch(url, {
      method: 'post',
      contentType: 'application/json',
      headers: {Authorization: `Bearer ${token}`},
      payload: JSON.stringify(body),
      muteHttpExceptions: true,
      followRedirects: false, // the token is for this address and no other
    });
  } catch (problem) {
    throw new Error(say('noAnswer', {reason: sentenceOf(problem)}));
  }
}

/** @param {GoogleAppsScript.URL_Fetch.HTTPResponse} answer */
function secondsToWait(answer) {
  /** @type {Record<string, string>} */
  const headers = Object(answer.getHeaders());
  return Math.min(LONGEST_TURN, Number(headers['Retry-After']) || 2);
}

/**
 * The answer as an object; a refusal becomes an exception with the service's own sentence.
 * @param {GoogleAppsScript.URL_Fetch.HTTPResponse} told
 */
function understood(told) {
  const code = told.getResponseCode();
  const answer = parsed(told.getContentText());
  if (answer && typeof answer.error === 'string') {
    throw new Error(answer.error);
  }
  if (!answer || code < 200 || code > 299) {
    throw new Error(say('oddAnswer', {code: code}));
  }
  return answer;
}

/** @param {string} text */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : null;
  } catch (problem) {
    return null;
  }
}

function serviceAddress() {
  const address = PropertiesService.getScriptProperties().getProperty('SERVICE_URL');
  if (!address) {
    throw new Error(WORDS.noAddress);
  }
  return address.replace(/\/+$/, '');
}

/** What every call says: which sheet, and who asks. */
function thisSheet() {
  return {spreadsheetId: SpreadsheetApp.getActiveSpreadsheet().getId(), by: whoAsks()};
}

/** The person at the menu; Google keeps the active user's address from scripts of another domain. */
function whoAsks() {
  return Session.getActiveUser().getEmail() || Session.getEffectiveUser().getEmail();
}
