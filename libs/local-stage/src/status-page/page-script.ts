/**
 * What runs in the browser. It is text because it needs code of its own that is there however this library
 * is bundled. All that a request or a service says gets into the page as text, never as HTML.
 *
 * `state` and `requests` are the events of `StatusPage`.
 */
export const pageScript = `
'use strict';
const at = (id) => document.getElementById(id);
const make = (name, text = '', className = '') => {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
};
const ms = (value) => value.toFixed(1) + ' ms';
const clock = (time) => new Date(time).toLocaleTimeString();

const theme = at('theme');
const paint = (value) => {
  if (value === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
};
theme.value = localStorage.getItem('slipway-theme') ?? 'system';
paint(theme.value);
theme.addEventListener('change', () => {
  localStorage.setItem('slipway-theme', theme.value);
  paint(theme.value);
});

const row = (cells) => {
  const line = make('tr');
  cells.forEach((cell, index) => {
    const element = make(index === 0 ? 'th' : 'td', cell.text ?? cell, cell.className);
    if (index === 0) element.scope = 'row';
    line.append(element);
  });
  return line;
};
const taskText = ({ port, pid }) => 'port ' + port + (pid === undefined ? '' : ', process ' + pid);
const showServices = (services) => {
  at('services').replaceChildren(...services.map(({ name, kind, state, level, tasks }) => {
    const line = row([name, kind, { text: state, className: 'state ' + level }, tasks.map(taskText).join('; ')]);
    line.id = 'service-' + name;
    return line;
  }));
  const known = new Map(services.map((service) => [service.name, service]));
  for (const node of document.querySelectorAll('.node')) {
    const { kind, services: names } = node.dataset;
    const shown = names.split(' ').filter(Boolean).map((name) => known.get(name)).filter(Boolean);
    if (shown.length === 0) continue;
    const level = ['bad', 'waiting', 'good'].find((each) => shown.some((service) => service.level === each));
    node.setAttribute('class', 'node ' + level);
    const [one] = shown;
    const good = shown.filter((service) => service.level === 'good').length;
    const text = kind === 'services' ? good + ' of ' + shown.length + ' good'
      : kind !== 'tasks' ? one.state
      : one.tasks.length === 1 ? 'port ' + one.tasks[0].port : one.tasks.length + ' tasks';
    node.querySelector('.detail').textContent = text;
    if (node.hasAttribute('aria-label')) node.setAttribute('aria-label', kind + ' ' + one.name + ', ' + one.state);
  }
};
const showSchedules = (schedules) => {
  at('no-schedules').hidden = schedules.length > 0;
  at('schedule-table').hidden = schedules.length === 0;
  at('schedules').replaceChildren(...schedules.map(({ name, service = '', expression, timezone, next, idle }) =>
    row([name, service, expression + ' ' + timezone, idle ?? (next === undefined ? 'never again' : new Date(next).toLocaleString())])));
};

const most = 200;
const list = at('requests');
let held = [];
let total = 0;
const levelOf = (status) => (status < 400 ? 'good' : status < 500 ? 'waiting' : 'bad');
const fact = (facts, name, value) => {
  if (value !== undefined && value !== '') facts.append(make('dt', name), make('dd', String(value)));
};
const detailsOf = (record) => {
  const inside = make('div');
  const facts = make('dl');
  fact(facts, 'answered by', record.answeredBy);
  fact(facts, 'route', record.route);
  fact(facts, 'rule that won', record.rule);
  fact(facts, 'target group', record.targetGroup);
  fact(facts, 'target', record.target && 'port ' + record.target.port);
  fact(facts, 'bytes answered', record.responseLength);
  fact(facts, 'request id', record.requestId);
  fact(facts, 'access log', record.accessLog);
  const hops = make('ol');
  for (const { kind, name, startMs, durationMs } of record.hops) {
    const hop = make('li', '', 'hop');
    const bar = make('i');
    const whole = Math.max(record.durationMs, 0.001);
    bar.style.left = Math.min(100, (startMs / whole) * 100) + '%';
    bar.style.width = Math.min(100, (durationMs / whole) * 100) + '%';
    const track = make('span', '', 'track');
    track.setAttribute('aria-hidden', 'true');
    track.append(bar);
    hop.append(make('span', kind + ' ' + name), ' ', make('span', ms(durationMs) + ' from ' + ms(startMs), 'muted'), track);
    hops.append(hop);
  }
  inside.append(facts, make('h3', 'Hops'), record.hops.length > 0 ? hops : make('p', 'None.', 'muted'));
  if (record.losers.length > 0) {
    const losers = make('ul');
    losers.append(...record.losers.map(({ priority, reason }) => make('li', 'rule ' + priority + ': ' + reason)));
    inside.append(make('h3', 'Rules that lost'), losers);
  }
  return inside;
};
const itemOf = (record) => {
  const { time, method, path, statusCode, durationMs, answeredBy } = record;
  const summary = make('summary');
  const parts = [
    make('span', clock(time), 'muted'), make('span', String(statusCode), 'state ' + levelOf(statusCode)),
    make('span', method + ' ' + path, 'path'), make('span', ms(durationMs)), make('span', answeredBy, 'muted')];
  // With a space between two, which is read aloud as one.
  summary.append(...parts.flatMap((part) => [part, ' ']));
  const details = make('details');
  details.append(summary);
  // Most are never opened.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(detailsOf(record));
  });
  const item = make('li');
  item.append(details);
  item.words = [method, path, statusCode, answeredBy, record.route, record.service].join(' ').toLowerCase();
  return item;
};
const filter = at('filter');
const applyFilter = () => {
  const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const item of list.children) {
    item.hidden = !words.every((word) => item.words.includes(word));
    if (!item.hidden) shown += 1;
  }
  at('count').textContent = shown + ' of the last ' + list.children.length + ' shown, ' + total + ' since the start';
};
const showRequests = (records) => {
  list.prepend(...records.slice(-most).map(itemOf).reverse());
  while (list.children.length > most) list.lastChild.remove();
  applyFilter();
};
filter.addEventListener('input', applyFilter);
const pause = at('pause');
pause.addEventListener('click', () => {
  const paused = pause.getAttribute('aria-pressed') !== 'true';
  pause.setAttribute('aria-pressed', String(paused));
  if (!paused) showRequests(held.splice(0));
});

const connection = at('connection');
const source = new EventSource('/_slipway/events');
source.addEventListener('open', () => {
  list.replaceChildren();
  held = [];
  connection.textContent = 'live';
});
source.addEventListener('error', () => { connection.textContent = 'the stage does not answer; trying again'; });
source.addEventListener('state', ({ data }) => {
  const { services, schedules } = JSON.parse(data);
  showServices(services);
  showSchedules(schedules);
});
source.addEventListener('requests', ({ data }) => {
  const batch = JSON.parse(data);
  total = batch.total;
  if (pause.getAttribute('aria-pressed') === 'true') held = [...held, ...batch.records].slice(-most);
  else showRequests(batch.records);
});
applyFilter();
`;
