SELECT a.id, a.at, p.name AS who, u.short AS unit, a.request, a.event, a.entity, a.record, a.detail
  FROM audit a
  LEFT JOIN person p ON p.id = a.who
  LEFT JOIN unit u ON u.id = a.unit
 WHERE a.id < 9223372036854775807
 ORDER BY a.id DESC
 LIMIT 50
