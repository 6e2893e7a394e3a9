/** UrlFetchApp, ScriptApp, Session, PropertiesService, CacheService, LockService, Utilities, Logger. */
'use strict';

function makeOtherServices() {
  return {
    UrlFetchApp: strict('UrlFetchApp', {fetch: fetchOutside}),
    ScriptApp: makeScriptApp(),
    Session: strict('Session', {
      getActiveUser: () => userOf(Run.user),
      getEffectiveUser: () => userOf(Run.owner),
      getScriptTimeZone: () => 'Etc/UTC',
      getActiveUserLocale: () => 'en',
    }),
    PropertiesService: strict('PropertiesService', {
      getScriptProperties: () => makeProperties('script'),
      getUserProperties: () => makeProperties(`user:${Run.owner}`),
      getDocumentProperties: () => makeProperties(`document:${Run.spreadsheetId}`),
    }),
    CacheService: strict('CacheService', {
      getScriptCache: () => makeCache('cache'),
      getUserCache: () => makeCache(`cache:user:${Run.owner}`),
      getDocumentCache: () => makeCache(`cache:document:${Run.spreadsheetId}`),
    }),
    LockService: strict('LockService', {
      getScriptLock: () => makeLock('script'),
      getUserLock: () => makeLock(`user:${Run.owner}`),
      getDocumentLock: () => makeLock(`document:${Run.spreadsheetId}`),
    }),
    Utilities: strict('Utilities', {
      Charset: enumeration('Charset', ['UTF_8']),
      DigestAlgorithm: enumeration('DigestAlgorithm', ['SHA_256']),
      computeDigest: sha256,
      getUuid: () => self.crypto.randomUUID(),
      sleep,
    }),
    Logger: strict('Logger', {log: (...words) => console.log(...words)}),
  };
}

function userOf(email) {
  return strict('User', {getEmail: () => email || ''});
}

function fetchOutside(url, options = {}) {
  const known = ['method', 'contentType', 'headers', 'payload', 'muteHttpExceptions', 'followRedirects', 'validateHttpsCertificates'];
  const odd = Object.keys(options).find(name => !known.includes(name));
  if (odd) {
    throw new Error(`UrlFetchApp.fetch: the option ${odd} is not in the sandbox's stand-in.`);
  }
  if (options.payload !== undefined && typeof options.payload !== 'string') {
    throw new Error('UrlFetchApp.fetch: the stand-in takes a payload as text only.');
  }
  const headers = {...options.headers};
  if (options.contentType || options.payload !== undefined) {
    headers['Content-Type'] = options.contentType || 'application/x-www-form-urlencoded';
  }
  const method = options.method || (options.payload === undefined ? 'get' : 'post');
  const answer = Sandbox.post('/__script/fetch', {url, method, headers, payload: options.payload});
  Contents.forget();
  if (answer.failed) {
    throw new Error(answer.failed);
  }
  if (answer.status >= 400 && !options.muteHttpExceptions) {
    throw new Error(`Request failed for ${url} returned code ${answer.status}. Truncated server response: ${answer.body.slice(0, 200)}`);
  }
  return strict('HTTPResponse', {
    getResponseCode: () => answer.status,
    getContentText: () => answer.body,
    getHeaders: () => answer.headers,
    getAllHeaders: () => answer.headers,
  });
}

function makeScriptApp() {
  const list = () => Sandbox.get(`/__script/triggers?spreadsheetId=${encodeURIComponent(Run.spreadsheetId)}`).map(makeTrigger);
  return strict('ScriptApp', {
    AuthMode: enumeration('AuthMode', ['NONE', 'LIMITED', 'FULL', 'CUSTOM_FUNCTION']),
    EventType: enumeration('EventType', ['CLOCK', 'ON_OPEN', 'ON_EDIT', 'ON_FORM_SUBMIT', 'ON_CHANGE']),
    TriggerSource: enumeration('TriggerSource', ['SPREADSHEETS', 'CLOCK']),
    deleteTrigger: trigger => void Sandbox.remove(`/__script/triggers?id=${trigger.getUniqueId()}`),
    getIdentityToken: () => Sandbox.post('/oauth2/identity-token', {email: Run.owner}).token,
    getProjectTriggers: list,
    getUserTriggers: () => list().filter(trigger => trigger.owner() === Run.owner),
    newTrigger: functionName => strict('TriggerBuilder', {forSpreadsheet: () => strict('SpreadsheetTriggerBuilder', {
      onEdit: () => trigger(functionName, 'ON_EDIT'),
    })}),
  });
}

function trigger(functionName, event) {
  const wish = {spreadsheetId: Run.spreadsheetId, function: functionName, event, owner: Run.owner};
  return strict('SpreadsheetTriggerBuilder', {create: () => makeTrigger(Sandbox.post('/__script/triggers', wish))});
}

function makeTrigger(told) {
  return strict('Trigger', {
    getEventType: () => told.event,
    getHandlerFunction: () => told.function,
    getTriggerSource: () => 'SPREADSHEETS',
    getTriggerSourceId: () => told.spreadsheetId,
    getUniqueId: () => told.id,
    owner: () => told.owner,
  });
}

function makeProperties(store) {
  const all = () => Sandbox.get(`/__script/properties?store=${encodeURIComponent(store)}`);
  const put = (key, value) => Sandbox.post('/__script/properties', {store, key, value});
  const properties = strict('Properties', {
    deleteProperty: key => (put(key, null), properties),
    getKeys: () => Object.keys(all()),
    getProperties: all,
    getProperty: key => {
      const value = all()[key];
      return value === undefined ? null : value;
    },
    setProperties: values => (Object.entries(values).forEach(([key, value]) => put(key, value)), properties),
    setProperty: (key, value) => (put(key, String(value)), properties),
  });
  return properties;
}

function makeCache(store) {
  const all = () => Sandbox.get(`/__script/properties?store=${encodeURIComponent(store)}`);
  return strict('Cache', {
    get: key => {
      const value = all()[key];
      return value === undefined ? null : value;
    },
    put: (key, value, seconds = 600) => void Sandbox.post('/__script/properties', {store, key, value: String(value), seconds}),
    remove: key => void Sandbox.post('/__script/properties', {store, key, value: null}),
  });
}

function makeLock(name) {
  let got = false;
  const take = milliseconds => {
    got = Sandbox.post('/__script/lock', {name, holder: Run.id, milliseconds}).got;
    return got;
  };
  return strict('Lock', {
    hasLock: () => got,
    releaseLock: () => {
      Sandbox.remove('/__script/lock', {name, holder: Run.id});
      got = false;
    },
    tryLock: take,
    waitLock: milliseconds => {
      if (!take(milliseconds)) {
        throw new Error('Lock timeout: another process was holding the lock for too long.');
      }
    },
  });
}

/** The sandbox answers when the time is over. */
function sleep(milliseconds) {
  for (let rest = milliseconds; rest > 0; rest -= 5000) {
    Sandbox.get(`/__script/pause?milliseconds=${Math.min(rest, 5000)}`);
  }
}
