/* assets/grid.js - typing a column as in a spreadsheet, on a plain table of form fields.
 *
 * <table class="ls-grid" data-grid> with <input>/<select> in its cells, each named for the server.
 * Enter and the arrows move, Tab goes on as everywhere; a block copied from Excel or WPS is pasted
 * over the cells from the focused one, Ctrl+Z takes the whole block back; <output data-sum="amount">
 * shows the sum of the column whose cells carry data-col="amount"; Enter in the last row and a
 * longer block add rows. Without script the table is an ordinary form. */
(function () {
  'use strict';
  var undo = [];                                /* blocks pasted: [{field, was}] */
  var en = document.documentElement.lang === 'en';

  function fields(row) {
    return Array.prototype.filter.call(row.querySelectorAll('td > input, td > select, td > textarea'),
      function (f) { return f.type !== 'hidden' && !f.disabled; });
  }
  function body(grid) { return grid.tBodies[0]; }
  function place(field) {
    var row = field.closest('tr');
    return { row: row, at: fields(row).indexOf(field) };
  }
  function go(row, at) {
    var all = row ? fields(row) : [];
    var to = all[Math.max(0, Math.min(at, all.length - 1))];
    if (!to) return false;
    to.focus();
    if (to.select) to.select();
    return true;
  }

  /* --- sums: exact, in units of the last decimal, never in floating point -------------------- */
  function cents(text) {
    var s = text.replace(/[,\s，]/g, '').replace(/[０-９]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); })
      .replace('．', '.').replace('－', '-').replace('−', '-');
    if (s === '') return 0;
    var m = /^(-?)(\d{1,13})(?:\.(\d{0,2}))?$/.exec(s);
    if (!m) return null;
    var v = Number(m[2]) * 100 + Number(((m[3] || '') + '00').slice(0, 2));
    return m[1] ? -v : v;
  }
  function shown(v) {
    var s = String(Math.abs(v)).padStart(3, '0');
    return (v < 0 ? '−' : '') + s.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',') + '.' + s.slice(-2);
  }
  var told = new WeakMap();                     /* what the server called wrong, until something else stands there */
  function sum(grid) {
    var form = grid.closest('form') || document;
    form.querySelectorAll('output[data-sum]').forEach(function (out) {
      var total = 0, bad = 0;
      grid.querySelectorAll('[data-col="' + out.getAttribute('data-sum') + '"]').forEach(function (cell) {
        var field = cell.matches('input') ? cell : cell.querySelector('input');
        if (!field) return;
        var v = cents(field.value), wrong = v === null || told.get(field) === field.value;
        field.closest('td').classList.toggle('bad', wrong);
        if (wrong) field.setAttribute('aria-invalid', 'true'); else field.removeAttribute('aria-invalid');
        if (v === null) bad++; else total += v;
      });
      out.textContent = shown(total) + (bad ? (en ? ', not a number: ' + bad : '　不是数字：' + bad + ' 格') : '');
    });
  }

  /* --- the schedule: what a typed figure is ahead or behind, exact -------------------------------- */
  function whole(text, places) {                /* "12.5" with 2 places is 1250n; null: no figure */
    var m = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(text.replace(/[,\s，]/g, '').replace('−', '-'));
    var part = m && (m[3] || '');
    if (!m || part.length > places) return null;
    return BigInt(m[1] + m[2] + part + '0'.repeat(places - part.length));
  }
  function gaps(grid) {
    grid.querySelectorAll('output[data-plan]').forEach(function (out) {
      var field = grid.querySelector('[name="' + out.getAttribute('data-of') + '"]'), s, places, have, plan, ahead, n;
      if (!field) return;
      s = field.value;
      places = Math.max(Number(out.getAttribute('data-places')), (s.split('.')[1] || '').length);
      have = places <= 6 ? whole(s, places) : null;
      plan = BigInt(out.getAttribute('data-plan')) * BigInt(10) ** BigInt(places - Number(out.getAttribute('data-places')));
      out.classList.remove('ls-lag');
      if (have === null) { out.textContent = ''; return; }
      ahead = out.hasAttribute('data-down') ? plan - have : have - plan;
      n = String(ahead < 0 ? -ahead : ahead).padStart(places + 1, '0');
      if (places) n = n.slice(0, -places) + '.' + n.slice(-places);
      out.classList.toggle('ls-lag', ahead < 0);
      out.textContent = !ahead ? (en ? 'on schedule' : '与序时持平')
        : (ahead < 0 ? (en ? 'behind ' : '落后 ') : (en ? 'ahead ' : '超 ')) + n;
    });
  }
  document.addEventListener('input', function (e) {
    var grid = e.target.closest && e.target.closest('table[data-grid]');
    if (grid) gaps(grid);
  });

  /* --- a code shows its name ------------------------------------------------------------------- */
  function offered(field) {                     /* the option that the field holds; null: none */
    var all = field.list ? field.list.options : [], i;
    for (i = 0; i < all.length; i++) if (all[i].value === field.value.trim()) return all[i];
    return null;
  }
  function named(field) {
    if (!field.list) return;
    var cell = field.closest('td'), out = cell.querySelector('.ls-grid-name'), is = offered(field);
    var name = is && is.text !== is.value ? is.text : '';
    if (!out && name) {
      out = document.createElement('small');
      out.className = 'ls-grid-name';
      cell.appendChild(out);
    }
    if (out) out.textContent = name;
  }
  document.addEventListener('input', function (e) {
    if (e.target.closest && e.target.closest('table[data-grid]')) named(e.target);
  });

  /* --- paste ------------------------------------------------------------------------------------ */
  /* Cells of a block as Excel and WPS copy it: tabs, line ends, quotes around cells with either. */
  function cells(text) {
    var rows = [[]], cell = '', quoted = false, i, c;
    text = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
    for (i = 0; i < text.length; i++) {
      c = text[i];
      if (quoted) {
        if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
        else if (c === '"') quoted = false;
        else cell += c;
      } else if (c === '"' && cell === '') quoted = true;
      else if (c === '\t') { rows[rows.length - 1].push(cell); cell = ''; }
      else if (c === '\n') { rows[rows.length - 1].push(cell); cell = ''; rows.push([]); }
      else cell += c;
    }
    rows[rows.length - 1].push(cell);
    return rows;
  }
  function put(field, value) {
    var was = field.value, v = value.trim(), i;
    if (field.tagName === 'SELECT') {
      for (i = 0; i < field.options.length; i++)
        if (field.options[i].value === v || field.options[i].text.trim() === v ||
            field.options[i].text.trim().split(/\s/)[0] === v) { field.selectedIndex = i; break; }
      if (i === field.options.length) return null;
    } else {
      field.value = v;
      named(field);
    }
    field.closest('td').classList.add('pasted');
    return { field: field, was: was };
  }
  /* Another row like the last one, empty: its number, id and labels go up by one. */
  function grow(grid) {
    var n = body(grid).rows.length, last = body(grid).rows[n - 1], row, head;
    if (!last || n >= Number(grid.getAttribute('data-max') || 2000)) return null;
    row = last.cloneNode(true);
    head = row.querySelector('.ls-grid-no');
    if (head) { head.textContent = String(n + 1); head.id = 'r' + (n + 1); }
    row.querySelectorAll('small').forEach(function (e) { e.remove(); });
    row.querySelectorAll('td').forEach(function (e) { e.classList.remove('bad', 'warn', 'pasted'); });
    fields(row).forEach(function (f) {
      f.value = '';
      f.removeAttribute('aria-invalid');
      f.setAttribute('aria-labelledby', (f.getAttribute('aria-labelledby') || '').replace(/\br\d+/, 'r' + (n + 1)));
    });
    body(grid).appendChild(row);
    return row;
  }
  function paste(grid, field, text) {
    var block = cells(text), from = place(field), row = from.row, done = [], left = 0;
    block.forEach(function (line, r) {
      if (r) row = row && (row.nextElementSibling || grow(grid));
      if (!row) { left += line.length; return; }
      var all = fields(row);
      line.forEach(function (value, c) {
        var to = all[from.at + c], change = to ? put(to, value) : null;
        if (change) done.push(change); else if (value.trim() !== '') left++;
      });
    });
    undo.push(done);
    said(grid, (en ? done.length + ' cells pasted' : '已粘贴 ' + done.length + ' 格') +
      (left ? (en ? ', ' + left + ' did not fit' : '，' + left + ' 格放不下或不在选项中') : '') +
      (en ? '. Ctrl+Z takes it back.' : '。按 Ctrl+Z 撤回。'));
    sum(grid);
    gaps(grid);
  }
  function said(grid, text) {
    var out = (grid.closest('form') || document).querySelector('[data-said]');
    if (out) out.textContent = text;
  }

  document.addEventListener('paste', function (e) {
    var grid = e.target.closest && e.target.closest('table[data-grid]');
    var text = e.clipboardData && e.clipboardData.getData('text/plain');
    if (!grid || !text || !/[\t\n\r]/.test(text.replace(/\r?\n$/, ''))) return;
    e.preventDefault();
    paste(grid, e.target, text);
  });

  document.addEventListener('keydown', function (e) {
    var grid = e.target.closest && e.target.closest('table[data-grid]');
    if (!grid || e.isComposing || e.altKey) return;
    var select = e.target.tagName === 'SELECT', at, next;
    var listed = !!e.target.list && e.target.value !== '' && !offered(e.target);  /* a suggestion is being looked for */
    if ((e.ctrlKey || e.metaKey) && e.key === 'z' && undo.length) {
      e.preventDefault();
      undo.pop().forEach(function (c) { c.field.value = c.was; named(c.field); c.field.closest('td').classList.remove('pasted'); });
      said(grid, en ? 'Taken back.' : '已撤回。');
      sum(grid);
      gaps(grid);
      return;
    }
    if (e.ctrlKey || e.metaKey) return;
    at = place(e.target);
    if (e.key === 'Enter' && e.target.tagName !== 'TEXTAREA') {
      e.preventDefault();                       /* Enter goes down; the form is sent by its button */
      next = e.shiftKey ? at.row.previousElementSibling : at.row.nextElementSibling || grow(grid);
      go(next, at.at);
    } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && !select && !listed) {
      next = e.key === 'ArrowDown' ? at.row.nextElementSibling : at.row.previousElementSibling;
      if (go(next, at.at)) e.preventDefault();
    } else if ((e.key === 'ArrowLeft' || e.key === 'ArrowRight') && !select) {
      /* within the text the arrows move the caret; past its end they change the cell */
      var f = e.target, left = e.key === 'ArrowLeft', all = f.selectionStart === 0 && f.selectionEnd === f.value.length;
      var edge = f.selectionStart === f.selectionEnd && f.selectionStart === (left ? 0 : f.value.length);
      if ((edge || all) && at.at + (left ? -1 : 1) >= 0 && go(at.row, at.at + (left ? -1 : 1))) e.preventDefault();
    }
  });

  document.addEventListener('input', function (e) {
    var grid = e.target.closest && e.target.closest('table[data-grid]');
    if (!grid) return;
    undo = [];                                  /* a later Ctrl+Z belongs to the field itself */
    sum(grid);
  });
  document.querySelectorAll('table[data-grid]').forEach(function (grid) {
    grid.querySelectorAll('td.bad input, input[aria-invalid="true"]').forEach(function (f) { told.set(f, f.value); });
    sum(grid);
  });
}());
