INSERT INTO country VALUES ('DE', 'Germany'), ('ES', 'Spain'), ('FR', 'France'), ('IT', 'Italy');
INSERT INTO product VALUES (7, 'Lamp', 19.90), (8, 'Mug', 4.50);
INSERT INTO orders VALUES (1, 'DE', 1, DATE '2026-01-01'), (2, 'ES', 1, DATE '2026-01-01');
INSERT INTO order_line VALUES (1, 7, 1), (1, 8, 2), (2, 8, 1);
