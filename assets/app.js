/* assets/app.js - the little that a page does by itself. Everything it does can be done without
 * it. ES2018, no eval, no inline handlers: the page's Content-Security-Policy allows neither. */
(function () {
  'use strict';
  var doc = document;
  var en = doc.documentElement.lang === 'en';

  function word(zh, english) { return en ? english : zh; }
  function typing(el) {
    return el && (/^(INPUT|SELECT|TEXTAREA)$/.test(el.tagName) || el.isContentEditable);
  }

  /* --- a question before what cannot be undone: data-confirm on the form or the button ------- */
  var asking = null;                            /* the button whose question is open */
  function ask(button, text) {
    var box = doc.createElement('dialog');
    if (typeof box.showModal !== 'function') return window.confirm(text);
    box.className = 'ls-confirm';
    var p = doc.createElement('p');
    p.textContent = text;
    p.id = 'ls-confirm-text';
    box.setAttribute('aria-labelledby', p.id);
    var row = doc.createElement('div');
    row.className = 'ls-actions';
    var yes = doc.createElement('button');
    yes.type = 'button';
    yes.className = 'btn btn-danger';
    yes.textContent = button.textContent.trim();
    var no = doc.createElement('button');
    no.type = 'button';
    no.className = 'btn btn-plain';
    no.textContent = word('返回', 'Back');
    no.autofocus = true;
    row.appendChild(no);
    row.appendChild(yes);
    box.appendChild(p);
    box.appendChild(row);
    doc.body.appendChild(box);
    no.addEventListener('click', function () { box.close(); });
    yes.addEventListener('click', function () { asking = button; box.close(); button.click(); });
    box.addEventListener('close', function () { box.remove(); if (!asking) button.focus(); });
    box.showModal();
    return false;
  }
  doc.addEventListener('click', function (e) {
    var button = e.target.closest && e.target.closest('button, input[type=submit]');
    if (!button || !button.form) return;
    var text = button.getAttribute('data-confirm') || button.form.getAttribute('data-confirm');
    if (!text) return;
    if (asking === button) { asking = null; return; }
    if (!ask(button, text)) e.preventDefault();
  });

  /* --- one press, one request: a form that is on its way is not sent twice -------------------- */
  doc.addEventListener('submit', function (e) {
    var form = e.target;
    if (form.method !== 'post' || e.defaultPrevented) return;
    if (form.hasAttribute('data-sent')) { e.preventDefault(); return; }
    form.setAttribute('data-sent', '');
    /* a file as the answer leaves the page standing */
    setTimeout(function () { form.removeAttribute('data-sent'); }, 8000);
  });
  window.addEventListener('pageshow', function () {     /* back from the cache: may be sent again */
    doc.querySelectorAll('form[data-sent]').forEach(function (f) { f.removeAttribute('data-sent'); });
  });

  /* --- keys: / search, ? help, j k move in a list, x select, Enter open ------------------------ */
  var keys = [
    ['/', word('到搜索框', 'Search')],
    ['j  k', word('下一行，上一行', 'Next, previous row')],
    ['Enter', word('打开这一行', 'Open the row')],
    ['x', word('选中或取消这一行', 'Select the row')],
    ['?', word('本页快捷键', 'Keys of this page')],
    ['Esc', word('关闭', 'Close')]
  ];
  function help() {
    if (doc.querySelector('dialog[open]')) return;
    var box = doc.createElement('dialog');
    if (typeof box.showModal !== 'function') return;
    box.className = 'ls-confirm';
    var h = doc.createElement('h2');
    h.id = 'ls-keys';
    h.textContent = word('快捷键', 'Keys');
    box.setAttribute('aria-labelledby', h.id);
    var dl = doc.createElement('dl');
    dl.className = 'ls-keys';
    keys.forEach(function (k) {
      var dt = doc.createElement('dt');
      var kbd = doc.createElement('kbd');
      var dd = doc.createElement('dd');
      kbd.textContent = k[0];
      dt.appendChild(kbd);
      dd.textContent = k[1];
      dl.appendChild(dt);
      dl.appendChild(dd);
    });
    var close = doc.createElement('button');
    close.type = 'button';
    close.className = 'btn btn-plain';
    close.textContent = word('关闭', 'Close');
    close.addEventListener('click', function () { box.close(); });
    box.addEventListener('close', function () { box.remove(); });
    box.appendChild(h);
    box.appendChild(dl);
    box.appendChild(close);
    doc.body.appendChild(box);
    box.showModal();
  }
  function rows() { return Array.prototype.slice.call(doc.querySelectorAll('table.t-cards tbody tr:not(.grp)')); }
  function move(step) {
    var all = rows();
    if (!all.length) return;
    var at = all.findIndex(function (r) { return r.classList.contains('at'); });
    var to = Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step));
    if (at >= 0) all[at].classList.remove('at');
    all[to].classList.add('at');
    var link = all[to].querySelector('a');
    if (link) link.focus({ preventScroll: true });
    all[to].scrollIntoView({ block: 'nearest' });
  }
  doc.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e.target)) return;
    if (doc.querySelector('dialog[open]')) return;
    if (e.key === '/') {
      var search = doc.querySelector('.ls-top-search input, .ls-filter input[type=search]');
      if (search) { e.preventDefault(); search.focus(); search.select(); }
    } else if (e.key === '?') {
      help();
    } else if (e.key === 'j' || e.key === 'k') {
      move(e.key === 'j' ? 1 : -1);
    } else if (e.key === 'x') {
      var box = doc.querySelector('tr.at input[type=checkbox]');
      if (box) box.click();
    }
  });

  /* --- tabs that run out of a narrow window: bring the open one in ------------------------------- */
  doc.querySelectorAll('.ls-views a[aria-current]').forEach(function (a) {
    var bar = a.parentNode;
    if (bar.scrollWidth > bar.clientWidth) bar.scrollLeft = a.offsetLeft - bar.offsetLeft - 24;
  });

  /* --- a chart of years or months that runs out of it: the newest is what one looks for ----------- */
  doc.querySelectorAll('.ls-from-end').forEach(function (x) { x.scrollLeft = x.scrollWidth; });

  /* --- how many rows are selected, in the bar that acts on them --------------------------------- */
  function count(form) {
    var said = form.querySelector('[data-count]');
    if (!said) return;
    var chosen = form.querySelectorAll('tbody input[type=checkbox]:checked').length;
    said.textContent = String(chosen);
    said.closest('.ls-batch').classList.toggle('on', chosen > 0);       /* on a telephone it stays in sight from the first tick */
  }
  doc.addEventListener('change', function (e) {
    if (e.target.type !== 'checkbox' || !e.target.form) return;
    if (e.target.hasAttribute('data-all'))
      e.target.form.querySelectorAll('tbody input[type=checkbox]').forEach(function (c) { c.checked = e.target.checked; });
    var row = e.target.closest('tbody tr');
    if (row) row.classList.toggle('sel', e.target.checked);
    count(e.target.form);
  });
  doc.querySelectorAll('.ls-batch').forEach(function (bar) {            /* some are chosen from the start */
    var form = bar.closest('form'), chosen = form ? form.querySelectorAll('tbody input[type=checkbox]:checked') : [];
    chosen.forEach(function (c) { c.closest('tr').classList.add('sel'); });
    if (chosen.length) count(form);
  });

  /* --- a form of many fields asks before it is left with what was typed ---------------------------- */
  var typed = null;
  doc.addEventListener('input', function (e) {
    var form = e.target.form;
    if (form && form.hasAttribute('data-unsaved')) typed = form;
  });
  doc.addEventListener('submit', function (e) { if (e.target === typed) typed = null; });
  window.addEventListener('beforeunload', function (e) {
    if (!typed || !doc.contains(typed)) return;
    e.preventDefault();
    e.returnValue = '';
  });
}());
