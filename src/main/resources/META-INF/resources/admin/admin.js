// How articles come in: the resources /api/ingestion and /api/feeds, for those who hold the admin token.
const REFRESH = 5000;
const TOKEN = 'dragoman-admin-token';
const $ = id => document.getElementById(id);

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: {Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}`, ...(body ? {'Content-Type': 'application/json'} : {})},
    body: body ? JSON.stringify(body) : undefined,
  });
  const content = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    throw Object.assign(new Error(content?.detail ?? `The service answers ${response.status}.`), {status: response.status});
  }
  return content;
}

function ago(seconds) {
  if (seconds == null) return '–';
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

const since = moment => moment ? `${ago((Date.now() - Date.parse(moment)) / 1000)} ago` : 'never';

function row(cells, ...actions) {
  const line = document.createElement('tr');
  for (const words of cells) {
    line.insertCell().textContent = words;
  }
  const last = line.insertCell();
  for (const [name, label, action] of actions) {
    const button = document.createElement('button');
    button.textContent = name;
    button.setAttribute('aria-label', label);
    button.addEventListener('click', () => attempt(async () => {
      await action();
      await show();
    }));
    last.append(button, ' ');
  }
  return line;
}

async function show() {
  const [status, feeds, jobs] = await Promise.all([call('GET', '/api/ingestion'), call('GET', '/api/feeds'), call('GET', '/api/ingestion/jobs?state=dead')]);
  for (const name of ['waiting', 'running', 'dead']) {
    $(name).textContent = status[name];
  }
  $('lag').textContent = ago(status.lagSeconds ?? 0);
  $('feeds').replaceChildren(...feeds.map(feed => {
    const line = row([feed.url, feed.succeeded ? since(feed.succeeded) : 'never', since(feed.newest), feed.problem ?? ''],
      ['Poll now', `Poll ${feed.url} now`, () => call('POST', `/api/feeds/${feed.id}/poll`)],
      ['Unsubscribe', `Unsubscribe from ${feed.url}`, () => call('DELETE', `/api/feeds/${feed.id}`)]);
    line.classList.toggle('stalled', feed.stalled);
    return line;
  }));
  $('jobs').replaceChildren(...jobs.map(job => row([job.subject, job.reason ?? '', job.attempts],
    ['Retry', `Retry ${job.subject}`, () => call('POST', `/api/ingestion/jobs/${job.id}/retry`)],
    ['Drop', `Drop ${job.subject}`, () => call('DELETE', `/api/ingestion/jobs/${job.id}`)])));
  $('state').hidden = false;
  $('login').hidden = true;
}

async function attempt(action) {
  try {
    await action();
    $('problem').textContent = '';
  } catch (problem) {
    $('problem').textContent = problem.message;
    if (problem.status === 401 || problem.status === 403) {
      sessionStorage.removeItem(TOKEN);
      $('login').hidden = false;
      $('state').hidden = true;
    }
  }
}

$('login').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, $('token').value.trim());
  attempt(show);
});
$('subscribe').addEventListener('submit', event => {
  event.preventDefault();
  attempt(async () => {
    await call('POST', '/api/feeds', {url: $('url').value});
    $('url').value = '';
    await show();
  });
});
if (sessionStorage.getItem(TOKEN)) {
  attempt(show);
}
setInterval(() => {
  // a table that changes under the hand of its reader helps nobody
  if (sessionStorage.getItem(TOKEN) && !document.hidden && !document.querySelector('td button:focus')) {
    attempt(show);
  }
}, REFRESH);
