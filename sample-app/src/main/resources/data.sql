-- The same rows at every start: everything is arithmetic on row numbers. A wholesaler: few orders, but long ones,
-- and the pairs of products in an order grow with the square of its length.

INSERT INTO country VALUES ('DE', 'Germany'), ('ES', 'Spain'), ('FR', 'France'), ('IT', 'Italy');

INSERT INTO product
SELECT x, 'Product ' || x, 1 + mod(x * 7919, 9900) / 100.0
FROM SYSTEM_RANGE(1, 200);

INSERT INTO orders
SELECT x, ARRAY['DE', 'ES', 'FR', 'IT'][1 + mod(x, 4)], 1 + mod(x * 7919, 311), DATE '2026-01-01' + CAST(mod(x, 300) AS INT)
FROM SYSTEM_RANGE(1, 2000);

INSERT INTO order_line
SELECT o.id, 1 + mod(o.id * 7919 + n.x * n.x * 13, 200), 1 + mod(o.id + n.x, 4)
FROM orders o JOIN SYSTEM_RANGE(1, 70) n ON n.x <= 20 + mod(o.id, 51);
