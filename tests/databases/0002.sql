BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE "assessments" (
	id INTEGER NOT NULL, 
	instrument_version VARCHAR(20) NOT NULL, 
	scoring_version VARCHAR(20) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	series_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	instrument_hash VARCHAR(64), 
	PRIMARY KEY (id), 
	CONSTRAINT assessments_series FOREIGN KEY(series_id) REFERENCES series (id) ON DELETE CASCADE, 
	CONSTRAINT assessments_instrument FOREIGN KEY(instrument_hash) REFERENCES instruments (hash), 
	CONSTRAINT assessments_number UNIQUE (series_id, number)
);
INSERT INTO "assessments" VALUES(1,'1.0','1','2026-11-28 04:01:35.159145','2026-11-28 04:01:35.214021',1,1,'54d85522563ed45e016fe49d4747c0699b41e9200ae83590e6c3e46460e84219');
INSERT INTO "assessments" VALUES(2,'1.0','1','2026-11-28 04:01:35.316508',NULL,2,1,'54d85522563ed45e016fe49d4747c0699b41e9200ae83590e6c3e46460e84219');
INSERT INTO "assessments" VALUES(3,'1.0','1','2026-11-28 04:01:35.373511',NULL,3,1,'54d85522563ed45e016fe49d4747c0699b41e9200ae83590e6c3e46460e84219');
INSERT INTO "assessments" VALUES(4,'0.0','1','2026-11-28 04:01:35.570333','2026-11-28 04:01:35.589757',4,1,'1cefa81ed1e5fb58ab5953fa6412f5ebd715ab218ed8e4962b9c6ece52db6cac');
INSERT INTO "assessments" VALUES(5,'1.0','1','2026-11-28 04:01:35.600959',NULL,4,2,'54d85522563ed45e016fe49d4747c0699b41e9200ae83590e6c3e46460e84219');
INSERT INTO "assessments" VALUES(6,'0.9','1','2026-11-28 04:01:35.627152',NULL,5,1,NULL);
INSERT INTO "assessments" VALUES(7,'1.0','1','2026-11-28 04:01:35.653272',NULL,6,1,'54d85522563ed45e016fe49d4747c0699b41e9200ae83590e6c3e46460e84219');
CREATE TABLE choices (
	assessment_id INTEGER NOT NULL, 
	path VARCHAR(200) NOT NULL, 
	value JSON NOT NULL, 
	saved_at DATETIME NOT NULL, 
	UNIQUE (assessment_id, path), 
	FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
);
INSERT INTO "choices" VALUES(1,'form','"quick"','2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'language','"sv"','2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'experience.agreed','"yes"','2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'experience.weights.reachable',5,'2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'experience.weights.promises',4,'2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'experience.weights.friendly',3,'2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'incentives','{"elements": [{"en": "Easy to reach a person who can help", "sv": "L\u00e4tt att n\u00e5 en m\u00e4nniska som kan hj\u00e4lpa till", "id": "reachable", "weight": 5}, {"en": "Promises are kept", "sv": "L\u00f6ften h\u00e5lls", "id": "promises", "weight": 4}, {"en": "Friendly and respectful treatment", "sv": "V\u00e4nligt och respektfullt bem\u00f6tande", "id": "friendly", "weight": 3}], "roles": [{"en": "CEO", "sv": "Vd", "id": "ceo", "influence": 1, "metrics": [{"en": "Short-term growth", "sv": "Kortsiktig tillv\u00e4xt", "id": "growth", "direction": "maximise", "share": 0.5, "effects": {"reachable": -1, "promises": -1, "friendly": 0}}, {"en": "Short-term profitability", "sv": "Kortsiktig l\u00f6nsamhet", "id": "profit", "direction": "maximise", "share": 0.5, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of sales", "sv": "S\u00e4ljchef", "id": "sales", "influence": 1, "metrics": [{"en": "Sales volume", "sv": "F\u00f6rs\u00e4ljningsvolym", "id": "sales", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": -2, "friendly": 1}}]}, {"en": "Head of HR", "sv": "HR-chef", "id": "hr", "influence": 1, "metrics": [{"en": "Employee satisfaction", "sv": "Medarbetarn\u00f6jdhet", "id": "esat", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": 1}}]}, {"en": "Head of marketing", "sv": "Marknadschef", "id": "marketing", "influence": 1, "metrics": [{"en": "Exposure", "sv": "Exponering", "id": "reach", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}, {"en": "Conversion in social media", "sv": "Konvertering i sociala medier", "id": "conv", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}]}, {"en": "Head of IT", "sv": "It-chef", "id": "it", "influence": 1, "metrics": [{"en": "Share of cases handled without staff", "sv": "Andel \u00e4renden som hanteras utan personal", "id": "auto", "direction": "maximise", "share": 1, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of customer service", "sv": "Kundtj\u00e4nstchef", "id": "customer_service", "influence": 1, "metrics": [{"en": "Number of calls handled", "sv": "Antal hanterade samtal", "id": "calls", "direction": "maximise", "share": 0.5, "effects": {"reachable": 2, "promises": 0, "friendly": -1}}, {"en": "Cost per call", "sv": "Kostnad per samtal", "id": "cost", "direction": "minimise", "share": 0.5, "effects": {"reachable": -1, "promises": 0, "friendly": -1}}]}, {"en": "Warehouse manager", "sv": "Lagerchef", "id": "warehouse", "influence": 1, "metrics": [{"en": "Number of returns", "sv": "Antal returer", "id": "returns", "direction": "minimise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": -1}, "shortcut": {"ease": 1, "root_effects": {"reachable": 0, "promises": 2, "friendly": 0}, "shortcut_effects": {"reachable": 0, "promises": 0, "friendly": -1}, "root_en": "Remove the causes of returns", "root_sv": "\u00c5tg\u00e4rda orsakerna till returer", "shortcut_en": "Refuse returns", "shortcut_sv": "Neka returer"}}]}], "cross_effects": [{"source": "sales", "on": "customer_service", "value": -2}, {"source": "customer_service", "on": "sales", "value": -1}, {"source": "it", "on": "customer_service", "value": 1}, {"source": "ceo", "on": "customer_service", "value": -1}, {"source": "warehouse", "on": "customer_service", "value": -2}, {"source": "marketing", "on": "sales", "value": 1}]}','2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'ratings.ABI01.current',4,'2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(1,'ratings.ABI01.new',2,'2026-11-28 04:01:35.181029');
INSERT INTO "choices" VALUES(2,'form','"quick"','2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'language','"sv"','2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'experience.agreed','"yes"','2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'experience.weights.reachable',5,'2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'experience.weights.promises',4,'2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'experience.weights.friendly',3,'2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'incentives','{"elements": [{"en": "Easy to reach a person who can help", "sv": "L\u00e4tt att n\u00e5 en m\u00e4nniska som kan hj\u00e4lpa till", "id": "reachable", "weight": 5}, {"en": "Promises are kept", "sv": "L\u00f6ften h\u00e5lls", "id": "promises", "weight": 4}, {"en": "Friendly and respectful treatment", "sv": "V\u00e4nligt och respektfullt bem\u00f6tande", "id": "friendly", "weight": 3}], "roles": [{"en": "CEO", "sv": "Vd", "id": "ceo", "influence": 1, "metrics": [{"en": "Short-term growth", "sv": "Kortsiktig tillv\u00e4xt", "id": "growth", "direction": "maximise", "share": 0.5, "effects": {"reachable": -1, "promises": 2, "friendly": 0}}, {"en": "Short-term profitability", "sv": "Kortsiktig l\u00f6nsamhet", "id": "profit", "direction": "maximise", "share": 0.5, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "F\u00f6rs\u00e4ljningschefen", "sv": "F\u00f6rs\u00e4ljningschefen", "id": "sales", "influence": 1, "metrics": [{"en": "Sales volume", "sv": "F\u00f6rs\u00e4ljningsvolym", "id": "sales", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": -2, "friendly": 1}}]}, {"en": "Head of marketing", "sv": "Marknadschef", "id": "marketing", "influence": 1, "metrics": [{"en": "Exposure", "sv": "Exponering", "id": "reach", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}]}, {"en": "Head of IT", "sv": "It-chef", "id": "it", "influence": 1, "metrics": [{"en": "Share of cases handled without staff", "sv": "Andel \u00e4renden som hanteras utan personal", "id": "auto", "direction": "maximise", "share": 3, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of customer service", "sv": "Kundtj\u00e4nstchef", "id": "customer_service", "influence": 1, "metrics": [{"en": "Number of calls handled", "sv": "Antal hanterade samtal", "id": "calls", "direction": "maximise", "share": 0.5, "effects": {"reachable": 2, "promises": 0, "friendly": -1}}, {"en": "Cost per call", "sv": "Kostnad per samtal", "id": "cost", "direction": "minimise", "share": 0.5, "effects": {"reachable": -1, "promises": 0, "friendly": -1}}]}, {"en": "Warehouse manager", "sv": "Lagerchef", "id": "warehouse", "influence": 1, "metrics": [{"en": "Number of returns", "sv": "Antal returer", "id": "returns", "direction": "minimise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": -1}, "shortcut": {"ease": 1, "root_effects": {"reachable": 0, "promises": 2, "friendly": 0}, "shortcut_effects": {"reachable": 0, "promises": 0, "friendly": -1}, "root_en": "Remove the causes of returns", "root_sv": "\u00c5tg\u00e4rda orsakerna till returer", "shortcut_en": "Refuse returns", "shortcut_sv": "Neka returer"}}]}, {"en": "Quality", "sv": "Kvalitet", "id": "own"}], "cross_effects": [{"source": "sales", "on": "customer_service", "value": -2}, {"source": "customer_service", "on": "sales", "value": -1}, {"source": "it", "on": "customer_service", "value": 1}, {"source": "ceo", "on": "customer_service", "value": -1}, {"source": "marketing", "on": "sales", "value": 1}, {"source": "warehouse", "on": "customer_service", "value": -1}]}','2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'ratings.ABI01.current',4,'2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(2,'ratings.ABI01.new',2,'2026-11-28 04:01:35.316893');
INSERT INTO "choices" VALUES(3,'form','"quick"','2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'language','"sv"','2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'experience.agreed','"yes"','2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'experience.weights.reachable',5,'2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'experience.weights.promises',4,'2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'experience.weights.friendly',3,'2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'incentives','{"elements": [{"en": "Easy to reach a person who can help", "sv": "L\u00e4tt att n\u00e5 en m\u00e4nniska som kan hj\u00e4lpa till", "id": "reachable", "weight": 5}, {"en": "Promises are kept", "sv": "L\u00f6ften h\u00e5lls", "id": "promises", "weight": 4}, {"en": "Same person", "sv": "Samma person", "id": "mine", "weight": 3}, {"en": "Short waiting time", "sv": "Kort v\u00e4ntetid", "id": "speed", "weight": 2}], "roles": [{"en": "CEO", "sv": "Vd", "id": "ceo", "influence": 1, "metrics": [{"en": "Short-term growth", "sv": "Kortsiktig tillv\u00e4xt", "id": "growth", "direction": "maximise", "share": 0.5, "effects": {"reachable": -1, "promises": -1, "speed": -1}}, {"en": "Short-term profitability", "sv": "Kortsiktig l\u00f6nsamhet", "id": "profit", "direction": "maximise", "share": 0.5, "effects": {"reachable": -2, "promises": 0, "speed": -1}}]}, {"en": "Head of sales", "sv": "S\u00e4ljchef", "id": "sales", "influence": 1, "metrics": [{"en": "Sales volume", "sv": "F\u00f6rs\u00e4ljningsvolym", "id": "sales", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": -2, "speed": 0}}]}, {"en": "Head of HR", "sv": "HR-chef", "id": "hr", "influence": 1, "metrics": [{"en": "Employee satisfaction", "sv": "Medarbetarn\u00f6jdhet", "id": "esat", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": 0, "speed": 0}}]}, {"en": "Head of marketing", "sv": "Marknadschef", "id": "marketing", "influence": 1, "metrics": [{"en": "Exposure", "sv": "Exponering", "id": "reach", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "speed": 0}}, {"en": "Conversion in social media", "sv": "Konvertering i sociala medier", "id": "conv", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "speed": 0}}]}, {"en": "Head of IT", "sv": "It-chef", "id": "it", "influence": 1, "metrics": [{"en": "Share of cases handled without staff", "sv": "Andel \u00e4renden som hanteras utan personal", "id": "auto", "direction": "maximise", "share": 1, "effects": {"reachable": -2, "promises": 0, "speed": 1}}]}, {"en": "Warehouse manager", "sv": "Lagerchef", "id": "warehouse", "influence": 1, "metrics": [{"en": "Number of returns", "sv": "Antal returer", "id": "returns", "direction": "minimise", "share": 1, "effects": {"reachable": 0, "promises": 0}, "shortcut": {"ease": 1, "root_effects": {"reachable": 0, "promises": 2, "speed": 0}, "shortcut_effects": {"reachable": 0, "promises": 0, "speed": 0}, "root_en": "Remove the causes of returns", "root_sv": "\u00c5tg\u00e4rda orsakerna till returer", "shortcut_en": "Refuse returns", "shortcut_sv": "Neka returer"}}]}], "cross_effects": [{"source": "marketing", "on": "sales", "value": 1}]}','2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'ratings.ABI01.current',4,'2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(3,'ratings.ABI01.new',2,'2026-11-28 04:01:35.373849');
INSERT INTO "choices" VALUES(4,'form','"quick"','2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'language','"sv"','2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'experience.agreed','"yes"','2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'experience.weights.reachable',5,'2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'experience.weights.promises',4,'2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'experience.weights.friendly',3,'2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'incentives','{"elements": [{"en": "Easy to reach a person who can help", "sv": "L\u00e4tt att n\u00e5 en m\u00e4nniska som kan hj\u00e4lpa till", "id": "reachable", "weight": 5}, {"en": "Promises are kept", "sv": "L\u00f6ften h\u00e5lls", "id": "promises", "weight": 4}, {"en": "Friendly and respectful treatment", "sv": "V\u00e4nligt och respektfullt bem\u00f6tande", "id": "friendly", "weight": 3}], "roles": [{"en": "CEO", "sv": "Vd", "id": "ceo", "influence": 1, "metrics": [{"en": "Short-term growth", "sv": "Kortsiktig tillv\u00e4xt", "id": "growth", "direction": "maximise", "share": 0.5, "effects": {"reachable": -1, "promises": -1, "friendly": 0}}, {"en": "Short-term profitability", "sv": "Kortsiktig l\u00f6nsamhet", "id": "profit", "direction": "maximise", "share": 0.5, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of sales", "sv": "S\u00e4ljdirekt\u00f6r", "id": "sales", "influence": 1, "metrics": [{"en": "Sales volume", "sv": "F\u00f6rs\u00e4ljningsvolym", "id": "sales", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": -2, "friendly": 1}}]}, {"en": "Head of HR", "sv": "HR-chef", "id": "hr", "influence": 1, "metrics": [{"en": "Employee satisfaction", "sv": "Medarbetarn\u00f6jdhet", "id": "esat", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": 1}}]}, {"en": "Head of marketing", "sv": "Marknadschef", "id": "marketing", "influence": 1, "metrics": [{"en": "Exposure", "sv": "Exponering", "id": "reach", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}, {"en": "Conversion in social media", "sv": "Konvertering i sociala medier", "id": "conv", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}]}, {"en": "Head of IT", "sv": "It-chef", "id": "it", "influence": 1, "metrics": [{"en": "Share of cases handled without staff", "sv": "Andel \u00e4renden som hanteras utan personal", "id": "auto", "direction": "maximise", "share": 1, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of customer service", "sv": "Kundtj\u00e4nstchef", "id": "customer_service", "influence": 1, "metrics": [{"en": "Number of calls handled", "sv": "Antal hanterade samtal", "id": "calls", "direction": "maximise", "share": 0.5, "effects": {"reachable": 2, "promises": 0, "friendly": -1}}, {"en": "Cost per call", "sv": "Kostnad per samtal", "id": "cost", "direction": "minimise", "share": 0.5, "effects": {"reachable": -1, "promises": 0, "friendly": -1}}]}, {"en": "Warehouse manager", "sv": "Lagerchef", "id": "warehouse", "influence": 1, "metrics": [{"en": "Number of returns", "sv": "Antal returer", "id": "returns", "direction": "minimise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": -1}, "shortcut": {"ease": 1, "root_effects": {"reachable": 0, "promises": 2, "friendly": 0}, "shortcut_effects": {"reachable": 0, "promises": 0, "friendly": -1}, "root_en": "Remove the causes of returns", "root_sv": "\u00c5tg\u00e4rda orsakerna till returer", "shortcut_en": "Refuse returns", "shortcut_sv": "Neka returer"}}]}], "cross_effects": [{"source": "sales", "on": "customer_service", "value": -2}, {"source": "customer_service", "on": "sales", "value": -1}, {"source": "it", "on": "customer_service", "value": 1}, {"source": "ceo", "on": "customer_service", "value": -1}, {"source": "warehouse", "on": "customer_service", "value": -2}, {"source": "marketing", "on": "sales", "value": 1}]}','2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'ratings.ABI01.current',4,'2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(4,'ratings.ABI01.new',2,'2026-11-28 04:01:35.570789');
INSERT INTO "choices" VALUES(5,'form','"quick"','2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'language','"sv"','2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'experience.agreed','"yes"','2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'experience.weights.reachable',5,'2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'experience.weights.promises',4,'2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'experience.weights.friendly',3,'2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'incentives','{"elements": [{"en": "Easy to reach a person who can help", "sv": "L\u00e4tt att n\u00e5 en m\u00e4nniska som kan hj\u00e4lpa till", "id": "reachable", "weight": 5}, {"en": "Promises are kept", "sv": "L\u00f6ften h\u00e5lls", "id": "promises", "weight": 4}, {"en": "Friendly and respectful treatment", "sv": "V\u00e4nligt och respektfullt bem\u00f6tande", "id": "friendly", "weight": 3}], "roles": [{"en": "CEO", "sv": "Vd", "id": "ceo", "influence": 1, "metrics": [{"en": "Short-term growth", "sv": "Kortsiktig tillv\u00e4xt", "id": "growth", "direction": "maximise", "share": 0.5, "effects": {"reachable": -1, "promises": -1, "friendly": 0}}, {"en": "Short-term profitability", "sv": "Kortsiktig l\u00f6nsamhet", "id": "profit", "direction": "maximise", "share": 0.5, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of sales", "sv": "S\u00e4ljdirekt\u00f6r", "id": "sales", "influence": 1, "metrics": [{"en": "Sales volume", "sv": "F\u00f6rs\u00e4ljningsvolym", "id": "sales", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": -2, "friendly": 1}}]}, {"en": "Head of HR", "sv": "HR-chef", "id": "hr", "influence": 1, "metrics": [{"en": "Employee satisfaction", "sv": "Medarbetarn\u00f6jdhet", "id": "esat", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": 1}}]}, {"en": "Head of marketing", "sv": "Marknadschef", "id": "marketing", "influence": 1, "metrics": [{"en": "Exposure", "sv": "Exponering", "id": "reach", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}, {"en": "Conversion in social media", "sv": "Konvertering i sociala medier", "id": "conv", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}]}, {"en": "Head of IT", "sv": "It-chef", "id": "it", "influence": 1, "metrics": [{"en": "Share of cases handled without staff", "sv": "Andel \u00e4renden som hanteras utan personal", "id": "auto", "direction": "maximise", "share": 1, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of customer service", "sv": "Kundtj\u00e4nstchef", "id": "customer_service", "influence": 1, "metrics": [{"en": "Number of calls handled", "sv": "Antal hanterade samtal", "id": "calls", "direction": "maximise", "share": 0.5, "effects": {"reachable": 2, "promises": 0, "friendly": -1}}, {"en": "Cost per call", "sv": "Kostnad per samtal", "id": "cost", "direction": "minimise", "share": 0.5, "effects": {"reachable": -1, "promises": 0, "friendly": -1}}]}, {"en": "Warehouse manager", "sv": "Lagerchef", "id": "warehouse", "influence": 1, "metrics": [{"en": "Number of returns", "sv": "Antal returer", "id": "returns", "direction": "minimise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": -1}, "shortcut": {"ease": 1, "root_effects": {"reachable": 0, "promises": 2, "friendly": 0}, "shortcut_effects": {"reachable": 0, "promises": 0, "friendly": -1}, "root_en": "Remove the causes of returns", "root_sv": "\u00c5tg\u00e4rda orsakerna till returer", "shortcut_en": "Refuse returns", "shortcut_sv": "Neka returer"}}]}], "cross_effects": [{"source": "sales", "on": "customer_service", "value": -2}, {"source": "customer_service", "on": "sales", "value": -1}, {"source": "it", "on": "customer_service", "value": 1}, {"source": "ceo", "on": "customer_service", "value": -1}, {"source": "warehouse", "on": "customer_service", "value": -2}, {"source": "marketing", "on": "sales", "value": 1}]}','2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'ratings.ABI01.current',4,'2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(5,'ratings.ABI01.new',2,'2026-11-28 04:01:35.601411');
INSERT INTO "choices" VALUES(6,'form','"quick"','2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'language','"sv"','2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'experience.agreed','"yes"','2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'experience.weights.reachable',5,'2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'experience.weights.promises',4,'2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'experience.weights.friendly',3,'2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'incentives','{"elements": [{"en": "Easy to reach a person who can help", "sv": "L\u00e4tt att n\u00e5 en m\u00e4nniska som kan hj\u00e4lpa till", "id": "reachable", "weight": 5}, {"en": "Promises are kept", "sv": "L\u00f6ften h\u00e5lls", "id": "promises", "weight": 4}, {"en": "Friendly and respectful treatment", "sv": "V\u00e4nligt och respektfullt bem\u00f6tande", "id": "friendly", "weight": 3}], "roles": [{"en": "CEO", "sv": "Vd", "id": "ceo", "influence": 1, "metrics": [{"en": "Short-term growth", "sv": "Kortsiktig tillv\u00e4xt", "id": "growth", "direction": "maximise", "share": 0.5, "effects": {"reachable": -1, "promises": -1, "friendly": 0}}, {"en": "Short-term profitability", "sv": "Kortsiktig l\u00f6nsamhet", "id": "profit", "direction": "maximise", "share": 0.5, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of sales", "sv": "S\u00e4ljchef", "id": "sales", "influence": 1, "metrics": [{"en": "Sales volume", "sv": "F\u00f6rs\u00e4ljningsvolym", "id": "sales", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": -2, "friendly": 1}}]}, {"en": "Head of HR", "sv": "HR-chef", "id": "hr", "influence": 1, "metrics": [{"en": "Employee satisfaction", "sv": "Medarbetarn\u00f6jdhet", "id": "esat", "direction": "maximise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": 1}}]}, {"en": "Head of marketing", "sv": "Marknadschef", "id": "marketing", "influence": 1, "metrics": [{"en": "Exposure", "sv": "Exponering", "id": "reach", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}, {"en": "Conversion in social media", "sv": "Konvertering i sociala medier", "id": "conv", "direction": "maximise", "share": 0.5, "effects": {"reachable": 0, "promises": -1, "friendly": 0}}]}, {"en": "Head of IT", "sv": "It-chef", "id": "it", "influence": 1, "metrics": [{"en": "Share of cases handled without staff", "sv": "Andel \u00e4renden som hanteras utan personal", "id": "auto", "direction": "maximise", "share": 1, "effects": {"reachable": -2, "promises": 0, "friendly": -1}}]}, {"en": "Head of customer service", "sv": "Kundtj\u00e4nstchef", "id": "customer_service", "influence": 1, "metrics": [{"en": "Number of calls handled", "sv": "Antal hanterade samtal", "id": "calls", "direction": "maximise", "share": 0.5, "effects": {"reachable": 2, "promises": 0, "friendly": -1}}, {"en": "Cost per call", "sv": "Kostnad per samtal", "id": "cost", "direction": "minimise", "share": 0.5, "effects": {"reachable": -1, "promises": 0, "friendly": -1}}]}, {"en": "Warehouse manager", "sv": "Lagerchef", "id": "warehouse", "influence": 1, "metrics": [{"en": "Number of returns", "sv": "Antal returer", "id": "returns", "direction": "minimise", "share": 1, "effects": {"reachable": 0, "promises": 0, "friendly": -1}, "shortcut": {"ease": 1, "root_effects": {"reachable": 0, "promises": 2, "friendly": 0}, "shortcut_effects": {"reachable": 0, "promises": 0, "friendly": -1}, "root_en": "Remove the causes of returns", "root_sv": "\u00c5tg\u00e4rda orsakerna till returer", "shortcut_en": "Refuse returns", "shortcut_sv": "Neka returer"}}]}], "cross_effects": [{"source": "sales", "on": "customer_service", "value": -2}, {"source": "customer_service", "on": "sales", "value": -1}, {"source": "it", "on": "customer_service", "value": 1}, {"source": "ceo", "on": "customer_service", "value": -1}, {"source": "warehouse", "on": "customer_service", "value": -2}, {"source": "marketing", "on": "sales", "value": 1}]}','2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'ratings.ABI01.current',4,'2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(6,'ratings.ABI01.new',2,'2026-11-28 04:01:35.640756');
INSERT INTO "choices" VALUES(7,'form','"quick"','2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'language','"sv"','2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'behaviours.current','"Vi avslutar snabbt."','2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'experience.agreed','"yes"','2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'experience.weights.reachable',5,'2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'experience.weights.promises',4,'2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'experience.weights.friendly',3,'2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'ratings.ABI01.current',4,'2026-11-28 04:01:35.653650');
INSERT INTO "choices" VALUES(7,'ratings.ABI01.new',2,'2026-11-28 04:01:35.653650');
CREATE TABLE instruments (
	hash VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (hash)
);
INSERT INTO "instruments" VALUES('54d85522563ed45e016fe49d4747c0699b41e9200ae83590e6c3e46460e84219','# yaml-language-server: $schema=questions.schema.json
# The question bank of Drivkraft: every statement, scale, level, piece of advice, role and measure, in English and Swedish.
# Wording may be changed freely, in both languages. Ids never change and never return: saved answers refer to them.
# A new wording with a new meaning is a new statement: give it a new id and retire the old one.

# The name of this question bank and its version. Raise the version whenever anything below changes.
id: drivkraft
version: "1.0"

# The answers: five steps from 1 to 5, and two answers that are counted but never scored.
# The words may change; the five values and the two codes may not. `short` is what a narrow screen shows.
scale:
  labels:
    - value: 1
      en: Not at all true
      sv: Stämmer inte alls
    - value: 2
      en: True to a small extent
      sv: Stämmer till liten del
    - value: 3
      en: Partly true
      sv: Stämmer delvis
    - value: 4
      en: Largely true
      sv: Stämmer till stor del
    - value: 5
      en: Completely true
      sv: Stämmer helt
  special:
    - code: dont_know
      en: Don''t know
      sv: Vet inte
      short:
        en: Don''t know
        sv: Vet inte
    - code: not_applicable
      en: Not applicable here
      sv: Inte aktuellt hos oss
      short:
        en: Not here
        sv: Inte hos oss

# The two columns every statement is rated in: today''s behaviour first, then the wanted one.
# The words may change; the two ids and their order may not.
columns:
  - id: current
    en: How we work today
    sv: Så här arbetar vi i dag
    short:
      en: Today
      sv: I dag
  - id: new
    en: How we want to work
    sv: Så här vill vi arbeta
    short:
      en: Wanted
      sv: Önskat

# What people read before they answer. Keep the part about tomorrow and today''s rules: the comparison
# is only valid if the wanted behaviour is judged under today''s conditions.
instruction:
  en: "Every statement is answered twice: once for the behaviour you see today, once for the behaviour you want. “This way” means the behaviour named at the top, Today or Wanted. For the wanted behaviour, answer how it would be if someone worked that way tomorrow, with today''s rules, rewards and routines."
  sv: "Varje påstående besvaras två gånger: en gång för det beteende ni ser i dag och en gång för det beteende ni vill ha. ”Så här” är beteendet som står överst, I dag eller Önskat. För det önskade beteendet: svara hur det skulle vara om någon arbetade så redan i morgon, med dagens regler, belöningar och rutiner."

# How much a factor (quick form) or a facet (full form) matters, and what is assumed when nobody answers.
# The wording may change; keep the place {name}, where the name of the factor or facet is put.
importance:
  default: 3
  text:
    en: "{name}: how much does this matter for the wanted behaviour in your organisation?"
    sv: "{name}: hur stor betydelse har detta för det önskade beteendet hos er?"
  labels:
    - value: 1
      en: Very little
      sv: Mycket liten
    - value: 2
      en: A little
      sv: Liten
    - value: 3
      en: Somewhat
      sv: Viss
    - value: 4
      en: A great deal
      sv: Stor
    - value: 5
      en: Decisive
      sv: Avgörande

# Pairs of behaviours a leader can start from. Each sentence says something that can be seen or heard.
# Examples may be changed, added or removed, up to 20.
behaviour_examples:
  - id: solve_first_time
    current:
      en: We close the case as quickly as possible.
      sv: Vi avslutar ärendet så snabbt som möjligt.
    new:
      en: We solve the customer''s problem at the first contact.
      sv: Vi löser kundens problem vid första kontakten.
  - id: returns
    current:
      en: We turn down returns to keep the number down.
      sv: Vi säger nej till returer för att hålla nere antalet.
    new:
      en: We find and remove the causes of returns.
      sv: Vi letar upp och åtgärdar orsakerna till returer.
  - id: promises
    current:
      en: We promise what it takes to win the deal.
      sv: Vi lovar det som krävs för att vinna affären.
    new:
      en: We promise only what we can deliver.
      sv: Vi lovar bara det vi kan leverera.
  - id: own_numbers
    current:
      en: Each department looks after its own numbers.
      sv: Varje avdelning sköter sina egna siffror.
    new:
      en: We take joint responsibility for the whole customer journey.
      sv: Vi tar gemensamt ansvar för hela kundresan.
  - id: reachable
    current:
      en: We steer customers away from personal contact.
      sv: Vi styr bort kunderna från personlig kontakt.
    new:
      en: We make it easy to reach a person who can help.
      sv: Vi gör det lätt att nå en människa som kan hjälpa till.

# How many minutes each form takes, as told on the start page. Which statements a form has is decided by
# `form` of each statement: the full form has all of them, the quick form those marked quick.
forms:
  quick:
    minutes: 5
  full:
    minutes: 14

# The score, of 100 possible, from which a factor or facet has no gap left. May be changed; advice follows it.
target: 75

# The four bands of a score: each reaches from its `from` up to the next one. `pull` is the word used for today''s behaviour.
# The words may change; the ids may not. The cuts equal the steps of the scale and are not norms.
levels:
  - id: blocks
    from: 0
    en: Blocks
    sv: Blockerar
    pull:
      en: No pull
      sv: Ingen dragning
  - id: holds_back
    from: 25
    en: Holds back
    sv: Bromsar
    pull:
      en: Some pull
      sv: Viss dragning
  - id: supports
    from: 50
    en: Supports
    sv: Stödjer
    pull:
      en: Clear pull
      sv: Tydlig dragning
  - id: drives
    from: 75
    en: Drives
    sv: Driver
    pull:
      en: Strong pull
      sv: Stark dragning

# What today''s pull and the wanted support mean together, split at 50. The words may change; the four ids may not.
quadrants:
  - id: clash
    en: "Clash: both behaviours pull"
    sv: "Krock: båda beteendena drar"
  - id: stuck
    en: Stuck in today''s behaviour
    sv: Fast i dagens beteende
  - id: ready
    en: Ready for the wanted behaviour
    sv: Redo för det önskade beteendet
  - id: idle
    en: "Idle: neither behaviour pulls"
    sv: "Tomgång: inget av beteendena drar"

# The four factors. `description` is the line below the name; `holds_back` is the consequence told on the
# result page when this factor gives the wanted behaviour the weakest support. The words may change; the ids may not.
factors:
  - id: ability
    name:
      en: Ability
      sv: Förmåga
    description:
      en: What people know and can do, also under pressure.
      sv: Vad medarbetarna kan och klarar av, även under press.
    holds_back:
      en: Knowledge and practice are the first to give way when people here try to work the way you want.
      sv: Kunskap och övning är det som sviktar först när någon försöker arbeta som ni vill.
  - id: conditions
    name:
      en: Conditions
      sv: Förutsättningar
    description:
      en: "Clarity, responsibility, mandate and structure: what makes the behaviour possible."
      sv: "Tydlighet, ansvar, mandat och struktur: det som gör beteendet möjligt."
    holds_back:
      en: People who try to work the way you want get the least help from mandate, routines and clear messages.
      sv: Den som försöker arbeta som ni vill får minst hjälp av mandat, rutiner och tydliga besked.
  - id: external_rewards
    name:
      en: External rewards
      sv: Yttre belöningar
    description:
      en: "Pay, career, praise and goals: what the organisation gives or takes away."
      sv: "Lön, karriär, beröm och mål: det som organisationen ger eller tar bort."
    holds_back:
      en: People here are paid, praised and promoted for today''s way, not for the one you want.
      sv: Hos er lönar sig dagens sätt i lön, beröm och karriär, inte det ni vill ha.
  - id: internal_rewards
    name:
      en: Internal rewards
      sv: Inre belöningar
    description:
      en: "Meaning, belonging, safety and habits: what people feel and gain inside."
      sv: "Mening, gemenskap, trygghet och vanor: det man själv känner och får ut av beteendet."
    holds_back:
      en: Meaning, belonging and safety speak least for working the way you want.
      sv: Mening, gemenskap och trygghet är det som talar minst för att arbeta som ni vill.

# The parts of the factors, scored in the full form. Names may change. A new facet needs at least one statement,
# and advice for the levels below 50; from 50 the two rules for any facet apply.
facets:
  - id: knowledge
    factor: ability
    name:
      en: Knowledge
      sv: Kunskap
  - id: skill
    factor: ability
    name:
      en: Skill
      sv: Färdighet
  - id: practice
    factor: ability
    name:
      en: Practice and feedback
      sv: Övning och återkoppling
  - id: judgement
    factor: ability
    name:
      en: Judgement in unexpected situations
      sv: Omdöme i oväntade lägen
  - id: clarity
    factor: conditions
    name:
      en: Clarity
      sv: Tydlighet
  - id: responsibility
    factor: conditions
    name:
      en: Responsibility
      sv: Ansvar
  - id: mandate
    factor: conditions
    name:
      en: Mandate
      sv: Mandat
  - id: structure
    factor: conditions
    name:
      en: Structure
      sv: Struktur
  - id: salary
    factor: external_rewards
    name:
      en: Salary
      sv: Lön
  - id: commission
    factor: external_rewards
    name:
      en: Commission and variable pay
      sv: Provision och rörlig ersättning
  - id: career
    factor: external_rewards
    name:
      en: Career
      sv: Karriär
  - id: awards
    factor: external_rewards
    name:
      en: Awards
      sv: Utmärkelser
  - id: benefits
    factor: external_rewards
    name:
      en: Benefits
      sv: Förmåner
  - id: verbal_recognition
    factor: external_rewards
    name:
      en: Verbal recognition
      sv: Muntlig uppskattning
  - id: goals
    factor: external_rewards
    name:
      en: Concrete, challenging goals
      sv: Konkreta, utmanande mål
  - id: status
    factor: internal_rewards
    name:
      en: Status
      sv: Status
  - id: development
    factor: internal_rewards
    name:
      en: Development
      sv: Utveckling
  - id: values_self_image
    factor: internal_rewards
    name:
      en: Values and self-image
      sv: Värderingar och självbild
  - id: variation
    factor: internal_rewards
    name:
      en: Variation
      sv: Variation
  - id: meaning
    factor: internal_rewards
    name:
      en: Meaningfulness
      sv: Meningsfullhet
  - id: community
    factor: internal_rewards
    name:
      en: Community
      sv: Gemenskap
  - id: shame_avoidance
    factor: internal_rewards
    name:
      en: Being spared shame
      sv: Att slippa skämmas
  - id: safety
    factor: internal_rewards
    name:
      en: Safety
      sv: Trygghet
  - id: contribution
    factor: internal_rewards
    name:
      en: Contributing
      sv: Att bidra
  - id: autonomy
    factor: internal_rewards
    name:
      en: Autonomy
      sv: Självstyre
  - id: habits
    factor: internal_rewards
    name:
      en: Habits
      sv: Vanor

# The statements, in the order they are asked. Each is rated for today''s and for the wanted behaviour.
# Wording may be polished as long as the meaning stays: at most 16 words, one thing at a time, no negation words.
# `reverse: true` means that full agreement speaks against the behaviour. `help` is optional.
items:
  - id: ABI01
    factor: ability
    facet: knowledge
    form: quick
    reverse: false
    text:
      en: We have the knowledge that working this way requires.
      sv: Vi har den kunskap som krävs för att arbeta så här.
  - id: ABI02
    factor: ability
    facet: knowledge
    form: full
    reverse: false
    text:
      en: We understand how the rest of the customer''s journey is affected when we work this way.
      sv: Vi förstår hur resten av kundresan påverkas när vi arbetar så här.
  - id: ABI03
    factor: ability
    facet: skill
    form: quick
    reverse: false
    text:
      en: We can work this way even when the pressure is high.
      sv: Vi klarar att arbeta så här även när trycket är högt.
  - id: ABI04
    factor: ability
    facet: skill
    form: full
    reverse: true
    text:
      en: Working this way demands skills that are missing here.
      sv: Att arbeta så här kräver färdigheter som saknas hos oss.
  - id: ABI05
    factor: ability
    facet: practice
    form: quick
    reverse: false
    text:
      en: We practise together how to work this way.
      sv: Vi övar tillsammans på att arbeta så här.
  - id: ABI06
    factor: ability
    facet: practice
    form: full
    reverse: false
    text:
      en: We get feedback that makes us better at working this way.
      sv: Vi får återkoppling som gör oss bättre på att arbeta så här.
  - id: ABI07
    factor: ability
    facet: judgement
    form: quick
    reverse: false
    text:
      en: We can work this way even when a customer does something unexpected.
      sv: Vi klarar att arbeta så här även när en kund gör något oväntat.
  - id: ABI08
    factor: ability
    facet: judgement
    form: full
    reverse: false
    text:
      en: We can judge when it is right to depart from this way of working.
      sv: Vi kan bedöma när det är rätt att göra avsteg från det här arbetssättet.
  - id: CON01
    factor: conditions
    facet: clarity
    form: quick
    reverse: false
    text:
      en: It is clear to us what working this way means in practice.
      sv: Det är tydligt för oss vad det innebär i praktiken att arbeta så här.
  - id: CON02
    factor: conditions
    facet: clarity
    form: full
    reverse: false
    text:
      en: All our managers give the same message about working this way.
      sv: Alla våra chefer ger samma besked om att arbeta så här.
  - id: CON03
    factor: conditions
    facet: clarity
    form: full
    reverse: true
    text:
      en: It is open to interpretation in which situations we are expected to work this way.
      sv: Det är en tolkningsfråga i vilka lägen vi förväntas arbeta så här.
  - id: CON04
    factor: conditions
    facet: responsibility
    form: quick
    reverse: false
    text:
      en: An appointed person is responsible for seeing that we work this way.
      sv: En utsedd person ansvarar för att vi arbetar så här.
  - id: CON05
    factor: conditions
    facet: responsibility
    form: full
    reverse: false
    text:
      en: Each of us knows our own part in working this way.
      sv: Var och en av oss känner till sin egen del i det här arbetssättet.
  - id: CON06
    factor: conditions
    facet: responsibility
    form: full
    reverse: true
    text:
      en: When something goes wrong with this way of working, our departments blame one another.
      sv: När något går fel i det här arbetssättet skyller våra avdelningar på varandra.
  - id: CON07
    factor: conditions
    facet: mandate
    form: quick
    reverse: false
    text:
      en: We are allowed to make the decisions that working this way requires.
      sv: Vi får själva fatta de beslut som krävs för att arbeta så här.
  - id: CON08
    factor: conditions
    facet: mandate
    form: full
    reverse: false
    text:
      en: The person responsible for the customer experience can get other departments to work this way.
      sv: Den som ansvarar för kundupplevelsen kan få andra avdelningar att arbeta så här.
    help:
      en: For example a customer-experience manager, head of customer service or process owner.
      sv: Till exempel kundupplevelseansvarig, kundtjänstchef eller processägare.
  - id: CON09
    factor: conditions
    facet: mandate
    form: full
    reverse: true
    text:
      en: Decisions that this way of working requires get stuck with a manager.
      sv: Beslut som det här arbetssättet kräver blir liggande hos en chef.
  - id: CON10
    factor: conditions
    facet: structure
    form: quick
    reverse: false
    text:
      en: Our routines make it easy to work this way.
      sv: Våra rutiner gör det lätt att arbeta så här.
  - id: CON11
    factor: conditions
    facet: structure
    form: full
    reverse: false
    text:
      en: Our IT systems support this way of working.
      sv: Våra it-system stödjer det här arbetssättet.
  - id: CON12
    factor: conditions
    facet: structure
    form: full
    reverse: false
    text:
      en: We have the staffing needed to work this way.
      sv: Vi har den bemanning som krävs för att arbeta så här.
  - id: EXT01
    factor: external_rewards
    facet: salary
    form: quick
    reverse: false
    text:
      en: Working this way leads to better pay progression.
      sv: Den som arbetar så här får bättre löneutveckling.
  - id: EXT02
    factor: external_rewards
    facet: salary
    form: full
    reverse: false
    text:
      en: Working this way is one of the criteria when salaries are set.
      sv: Att arbeta så här är ett av kriterierna när lönen sätts.
  - id: EXT03
    factor: external_rewards
    facet: commission
    form: full
    reverse: false
    text:
      en: Working this way earns more commission.
      sv: Att arbeta så här ger högre provision.
    help:
      en: Commission or other sales-based pay. Where nobody has it, the statement is not applicable.
      sv: Provision eller annan försäljningsbaserad ersättning. Om ingen har det är påståendet inte aktuellt hos er.
  - id: EXT04
    factor: external_rewards
    facet: commission
    form: full
    reverse: true
    text:
      en: Working this way costs us bonus money.
      sv: Att arbeta så här gör att vi går miste om bonus.
    help:
      en: Bonus, incentive pay or similar.
      sv: Bonus, rörlig lönedel eller liknande.
  - id: EXT05
    factor: external_rewards
    facet: career
    form: quick
    reverse: false
    text:
      en: Working this way makes it easier to build a career here.
      sv: Den som arbetar så här har lättare att göra karriär hos oss.
  - id: EXT06
    factor: external_rewards
    facet: career
    form: full
    reverse: false
    text:
      en: Attractive assignments go to those who work this way.
      sv: Attraktiva uppdrag går till den som arbetar så här.
  - id: EXT07
    factor: external_rewards
    facet: awards
    form: full
    reverse: false
    text:
      en: Awards here go to those who work this way.
      sv: Hos oss går utmärkelser till den som arbetar så här.
  - id: EXT08
    factor: external_rewards
    facet: benefits
    form: full
    reverse: false
    text:
      en: Working this way gives access to sought-after benefits.
      sv: Att arbeta så här ger tillgång till eftertraktade förmåner.
    help:
      en: For example extra days off, flexible hours or training trips.
      sv: Till exempel extra ledighet, flexibla tider eller utbildningsresor.
  - id: EXT09
    factor: external_rewards
    facet: verbal_recognition
    form: quick
    reverse: false
    text:
      en: Our managers praise those who work this way.
      sv: Våra chefer berömmer den som arbetar så här.
  - id: EXT10
    factor: external_rewards
    facet: verbal_recognition
    form: full
    reverse: false
    text:
      en: Colleagues thank those who work this way.
      sv: Kollegorna tackar den som arbetar så här.
  - id: EXT11
    factor: external_rewards
    facet: goals
    form: quick
    reverse: false
    text:
      en: We have a concrete goal that calls for working this way.
      sv: Vi har ett konkret mål som förutsätter att vi arbetar så här.
  - id: EXT12
    factor: external_rewards
    facet: goals
    form: full
    reverse: false
    text:
      en: The goals tied to this way of working are challenging.
      sv: De mål som är knutna till det här arbetssättet är utmanande.
  - id: EXT13
    factor: external_rewards
    facet: goals
    form: full
    reverse: true
    text:
      en: Other goals pull us away from working this way.
      sv: Andra mål drar oss bort från att arbeta så här.
  - id: INT01
    factor: internal_rewards
    facet: status
    form: quick
    reverse: false
    text:
      en: Those who work this way have high standing among their colleagues.
      sv: Den som arbetar så här har hög status bland kollegorna.
  - id: INT02
    factor: internal_rewards
    facet: development
    form: full
    reverse: false
    text:
      en: We develop professionally by working this way.
      sv: Vi utvecklas i vårt yrke av att arbeta så här.
  - id: INT03
    factor: internal_rewards
    facet: values_self_image
    form: quick
    reverse: false
    text:
      en: Working this way fits who we want to be at work.
      sv: Att arbeta så här stämmer med hur vi vill vara på jobbet.
  - id: INT04
    factor: internal_rewards
    facet: values_self_image
    form: full
    reverse: false
    text:
      en: Working this way feels right to us.
      sv: Det känns rätt för oss att arbeta så här.
  - id: INT05
    factor: internal_rewards
    facet: variation
    form: full
    reverse: true
    text:
      en: Working this way makes our days monotonous.
      sv: Att arbeta så här gör våra dagar enformiga.
  - id: INT06
    factor: internal_rewards
    facet: meaning
    form: quick
    reverse: false
    text:
      en: Working this way feels meaningful.
      sv: Det känns meningsfullt att arbeta så här.
  - id: INT07
    factor: internal_rewards
    facet: community
    form: quick
    reverse: false
    text:
      en: Working this way strengthens our sense of belonging.
      sv: Att arbeta så här stärker gemenskapen hos oss.
  - id: INT08
    factor: internal_rewards
    facet: community
    form: full
    reverse: true
    text:
      en: Those who work this way end up outside the group.
      sv: Den som arbetar så här hamnar utanför gruppen.
  - id: INT09
    factor: internal_rewards
    facet: shame_avoidance
    form: full
    reverse: false
    text:
      en: Working this way spares us from feeling ashamed in front of others.
      sv: Att arbeta så här gör att vi slipper skämmas inför andra.
    help:
      en: Ashamed in front of customers, colleagues or family.
      sv: Skämmas inför kunder, kollegor eller familj.
  - id: INT10
    factor: internal_rewards
    facet: safety
    form: full
    reverse: false
    text:
      en: It feels safe to work this way even when the outcome is uncertain.
      sv: Det känns tryggt att arbeta så här även när utgången är osäker.
  - id: INT11
    factor: internal_rewards
    facet: safety
    form: quick
    reverse: true
    text:
      en: Those who work this way risk being criticised.
      sv: Den som arbetar så här riskerar att få kritik.
  - id: INT12
    factor: internal_rewards
    facet: contribution
    form: full
    reverse: false
    text:
      en: When we work this way, we notice that we make a difference to the customer.
      sv: När vi arbetar så här märker vi att vi är till nytta för kunden.
  - id: INT13
    factor: internal_rewards
    facet: autonomy
    form: full
    reverse: false
    text:
      en: Working this way gives us freedom to decide how we do the job.
      sv: Att arbeta så här ger oss frihet att själva bestämma hur vi gör jobbet.
  - id: INT14
    factor: internal_rewards
    facet: habits
    form: quick
    reverse: false
    text:
      en: Working this way is second nature to us.
      sv: Att arbeta så här sitter i ryggmärgen hos oss.
  - id: INT15
    factor: internal_rewards
    facet: habits
    form: full
    reverse: true
    text:
      en: Working this way takes a conscious effort.
      sv: Att arbeta så här kräver en medveten ansträngning.

# The surroundings, asked about in the full form and shown beside the factors, never as part of them.
# Names and descriptions may change; the ids may not.
context_modules:
  - id: trust
    name:
      en: Trust
      sv: Förtroende
    description:
      en: Whether people can rely on management, the organisation and one another.
      sv: Om man kan lita på ledningen, organisationen och varandra.
  - id: engagement
    name:
      en: Engagement
      sv: Engagemang
    description:
      en: What people do for customers of their own accord, and how they feel about work.
      sv: Vad medarbetarna gör för kunderna på eget initiativ, och hur de ser på sitt arbete.
  - id: cx_agreement
    name:
      en: Agreed customer experience
      sv: Överenskommen kundupplevelse
    description:
      en: Whether the departments have agreed on the right customer experience, and whether it is rewarded.
      sv: Om avdelningarna har enats om rätt kundupplevelse, och om den belönas.
  - id: culture
    name:
      en: Culture beyond the checklist
      sv: Kultur bortom checklistan
    description:
      en: What people do where the checklist ends.
      sv: Vad medarbetarna gör där checklistan tar slut.
  - id: linkage
    name:
      en: Surveys side by side
      sv: Mätningar sida vid sida
    description:
      en: Whether employee and customer surveys are compared, department by department.
      sv: Om medarbetarmätning och kundmätning jämförs, avdelning för avdelning.

# The statements of those modules, rated once. The same advice on wording holds as for the statements above.
context_items:
  - id: TRU01
    module: trust
    facet: management
    form: full
    reverse: false
    text:
      en: Our top management practises what it preaches.
      sv: Vår högsta ledning lever som den lär.
  - id: TRU02
    module: trust
    facet: organisation
    form: full
    reverse: false
    text:
      en: Our organisation is honest with us.
      sv: Vår organisation är ärlig mot oss.
  - id: TRU03
    module: trust
    facet: between_departments
    form: full
    reverse: false
    text:
      en: Our departments keep the promises they make to one another.
      sv: Våra avdelningar håller vad de lovar varandra.
  - id: TRU04
    module: trust
    facet: team
    form: full
    reverse: false
    text:
      en: We can rely on one another in our team.
      sv: Vi kan lita på varandra i vår grupp.
  - id: ENG01
    module: engagement
    facet: customers
    form: full
    reverse: false
    text:
      en: We make an extra effort for our customers of our own accord.
      sv: Vi anstränger oss extra för kunderna på eget initiativ.
  - id: ENG02
    module: engagement
    facet: customers
    form: full
    reverse: false
    text:
      en: We speak respectfully about customers when we are among ourselves.
      sv: Vi talar respektfullt om kunderna när vi är för oss själva.
  - id: ENG03
    module: engagement
    facet: company
    form: full
    reverse: false
    text:
      en: I look forward to my working days.
      sv: Jag ser fram emot mina arbetsdagar.
  - id: CXA01
    module: cx_agreement
    facet: agreed
    form: full
    reverse: false
    text:
      en: Our departments have agreed on what the customer experience should be.
      sv: Våra avdelningar har enats om hur kundupplevelsen ska vara.
  - id: CXA02
    module: cx_agreement
    facet: concrete
    form: full
    reverse: false
    text:
      en: Our intended customer experience is so concrete that two colleagues would handle the same case alike.
      sv: Vår tänkta kundupplevelse är så konkret att två kollegor skulle hantera samma ärende likadant.
  - id: CXA03
    module: cx_agreement
    facet: rewarded
    form: full
    reverse: false
    text:
      en: Our executive team is rewarded for the customer experience we have agreed on.
      sv: Vår ledningsgrupp belönas för den kundupplevelse vi har enats om.
  - id: CUL01
    module: culture
    facet: beyond_checklist
    form: full
    reverse: false
    text:
      en: When the checklist runs out, we act in the customer''s best interest.
      sv: När checklistan tar slut agerar vi för kundens bästa.
  - id: LNK01
    module: linkage
    facet: engagement_customer
    form: full
    reverse: false
    text:
      en: We compare employee engagement with customer satisfaction department by department.
      sv: Vi jämför medarbetarnas engagemang med kundnöjdheten avdelning för avdelning.

# Pairs of statements that ask for nearly the same thing. Answers far apart give a note on quality; nothing is excluded.
consistency_pairs:
  - - ABI03
    - ABI04
  - - EXT03
    - EXT04
  - - INT07
    - INT08
  - - INT10
    - INT11
  - - INT14
    - INT15

# How advice is chosen: how many are shown, from which priority a cross-cutting one (X) comes first,
# and which factors get no advice while a rule is active. Reward advice waits until the experience is agreed.
selection:
  max_shown: 5
  cross_first_from: 85
  suppression:
    - active: X-agree_cx_first
      hides:
        - external_rewards

# The advice: a title, what to do first, and what to do within 30, 60 and 90 days; `caution` is optional.
# F rules hold for a factor, L rules for a facet, X rules for a condition across them. Wording and `priority` may change.
# `when` explains the rule in English and is never evaluated; `from` names the articles (S0 to S4) it comes from.
recommendations:
  - id: F-ability-blocks
    scope: factor
    target: ability
    levels:
      - blocks
    when: score_new < 25
    priority: 90
    from:
      - S0
      - S3
    title:
      en: Build the ability before you demand the behaviour
      sv: Bygg upp förmågan innan ni kräver beteendet
    first:
      en: Pick the customer situation where the wanted behaviour matters most. Write down what people must know and be able to do in it.
      sv: Välj den kundsituation där det önskade beteendet betyder mest. Skriv ned vad man måste veta och klara av i den.
    d30:
      en: Train a small pilot group in that situation and let them coach each other.
      sv: Träna en liten pilotgrupp i den situationen och låt deltagarna ge varandra råd.
    d60:
      en: Let the pilot group train the next group. Ease other demands while people learn.
      sv: Låt pilotgruppen träna nästa grupp. Ställ lägre krav på annat medan medarbetarna lär sig.
    d90:
      en: Measure again and raise expectations only where the ability is in place.
      sv: Mät igen och höj förväntningarna bara där förmågan finns.
  - id: F-ability-holds_back
    scope: factor
    target: ability
    levels:
      - holds_back
    when: 25 <= score_new < 50
    priority: 70
    from:
      - S3
      - S4
    title:
      en: Practise the hardest step
      sv: Öva på det svåraste steget
    first:
      en: Ask the team which step of the wanted behaviour is hardest, and start there.
      sv: Fråga gruppen vilket steg i det önskade beteendet som är svårast, och börja där.
    d30:
      en: Practise that step for 15 minutes a week with real customer cases.
      sv: Öva på det steget en kvart i veckan med verkliga kundärenden.
    d60:
      en: Give each person feedback on one customer contact you have observed.
      sv: Ge var och en återkoppling på en kundkontakt som du har följt.
    d90:
      en: Check that the behaviour also holds under pressure.
      sv: Kontrollera att beteendet håller även under press.
  - id: F-ability-supports
    scope: factor
    target: ability
    levels:
      - supports
    when: 50 <= score_new < 75
    priority: 40
    from:
      - S0
    title:
      en: Polish the last difficult situations
      sv: Slipa på de sista svåra situationerna
    first:
      en: Name the few situations where the ability still falls short, and practise only those.
      sv: Ringa in de få situationer där förmågan ännu inte räcker, och öva bara på dem.
    d30:
      en: Collect good examples and let colleagues show one another how they do it.
      sv: Samla goda exempel och låt kollegor visa varandra hur de gör.
    d60:
      en: Practise unexpected customer situations rather than the standard ones.
      sv: Öva på oväntade kundsituationer i stället för standardfall.
    d90:
      en: Make the practice part of the introduction for new employees.
      sv: Gör övningen till en del av introduktionen för nyanställda.
  - id: F-ability-drives
    scope: factor
    target: ability
    levels:
      - drives
    when: score_new >= 75
    priority: 15
    from: []
    title:
      en: Let your ability benefit others
      sv: Låt er förmåga komma andra till nytta
    first:
      en: Keep a short monthly practice session so that the skill stays fresh.
      sv: Behåll ett kort övningspass i månaden så att färdigheten hålls levande.
    d30:
      en: Lend experienced colleagues to a department that has further to go.
      sv: Låna ut erfarna kollegor till en avdelning som har längre väg kvar.
    d60:
      en: Describe how you work so that newcomers can learn it.
      sv: Beskriv hur ni gör, så att nya kollegor kan lära sig.
    d90:
      en: Check whether another factor has become the bottleneck.
      sv: Kontrollera om någon annan faktor har blivit flaskhals.
  - id: F-conditions-blocks
    scope: factor
    target: conditions
    levels:
      - blocks
    when: score_new < 25
    priority: 95
    from:
      - S0
    title:
      en: Clear the obstacles first
      sv: Röj hindren först
    first:
      en: "Write one page: who is responsible, what that person may decide and what the behaviour looks like."
      sv: "Skriv en sida: vem som ansvarar, vad den personen får besluta och hur beteendet ser ut."
    d30:
      en: Change the one routine or system step that stops people most often.
      sv: Ändra den rutin eller det steg i systemet som oftast stoppar medarbetarna.
    d60:
      en: Put the mandate in writing and make sure that all managers give the same message.
      sv: Ge mandatet skriftligt och se till att alla chefer ger samma besked.
    d90:
      en: Count how many decisions still have to go through a manager.
      sv: Räkna hur många beslut som fortfarande måste gå via en chef.
    caution:
      en: Training has little effect while people lack mandate.
      sv: Utbildning ger liten effekt så länge mandatet saknas.
  - id: F-conditions-holds_back
    scope: factor
    target: conditions
    levels:
      - holds_back
    when: 25 <= score_new < 50
    priority: 75
    from:
      - S0
    title:
      en: Let clarity, responsibility and mandate go together
      sv: Låt tydlighet, ansvar och mandat följas åt
    first:
      en: Compare clarity, responsibility, mandate and structure. Start with the weakest of them.
      sv: Jämför tydlighet, ansvar, mandat och struktur. Börja med det som är svagast.
    d30:
      en: Write down three customer cases together and agree on how to handle each one.
      sv: Skriv ned tre kundfall tillsammans och kom överens om hur vart och ett ska hanteras.
    d60:
      en: Let employees decide on their own in those three cases.
      sv: Låt medarbetarna själva besluta i de tre fallen.
    d90:
      en: Extend the mandate to more cases.
      sv: Utöka mandatet till fler fall.
  - id: F-conditions-supports
    scope: factor
    target: conditions
    levels:
      - supports
    when: 50 <= score_new < 75
    priority: 40
    from:
      - S0
    title:
      en: Remove the last obstacles
      sv: Röj de sista hindren
    first:
      en: Ask which routine still gets in the way when a customer does something unexpected.
      sv: Fråga vilken rutin som fortfarande är i vägen när en kund gör något oväntat.
    d30:
      en: Rewrite or remove that routine.
      sv: Skriv om eller ta bort den rutinen.
    d60:
      en: Check that tools and guiding principles give the same advice.
      sv: Kontrollera att verktyg och vägledande principer ger samma råd.
    d90:
      en: Review the mandate with the team once a quarter.
      sv: Gå igenom mandatet med gruppen en gång i kvartalet.
  - id: F-conditions-drives
    scope: factor
    target: conditions
    levels:
      - drives
    when: score_new >= 75
    priority: 15
    from:
      - S4
    title:
      en: Protect the conditions you have
      sv: Värna de förutsättningar ni har
    first:
      en: "Check planned savings and system changes: how do they affect mandate and staffing?"
      sv: "Granska planerade besparingar och systembyten: hur påverkas mandat och bemanning?"
    d30:
      en: Put mandate and responsibility in writing so that they survive a change of manager.
      sv: Skriv ned mandat och ansvar så att de överlever ett chefsbyte.
    d60:
      en: Let another department copy the way you work.
      sv: Låt en annan avdelning ta efter ert upplägg.
    d90:
      en: Try the same set-up on one more customer journey.
      sv: Pröva upplägget på ytterligare en kundresa.
  - id: F-external_rewards-blocks
    scope: factor
    target: external_rewards
    levels:
      - blocks
    when: score_new < 25
    priority: 95
    from:
      - S0
    title:
      en: Find out what is really rewarded today
      sv: Ta reda på vad som verkligen belönas i dag
    first:
      en: List everything people believe they are rewarded or punished for today. Leave new rewards until later.
      sv: Lista allt som medarbetarna tror att de belönas eller straffas för i dag. Vänta med nya belöningar.
    d30:
      en: Remove the one reward that most clearly pulls the wrong way.
      sv: Ta bort den belöning som tydligast drar åt fel håll.
    d60:
      en: Introduce one small, visible reward for the agreed customer experience.
      sv: Inför en liten, synlig belöning för den överenskomna kundupplevelsen.
    d90:
      en: Ask whether people believe in it. Adjust it before you add more.
      sv: Fråga om medarbetarna tror på den. Justera innan ni lägger till fler.
    caution:
      en: Examine the old rewards before you put new ones on top of them.
      sv: Granska de gamla belöningarna innan ni lägger nya ovanpå.
  - id: F-external_rewards-holds_back
    scope: factor
    target: external_rewards
    levels:
      - holds_back
    when: 25 <= score_new < 50
    priority: 75
    from:
      - S0
    title:
      en: Make the wanted behaviour worth the effort
      sv: Gör det önskade beteendet mödan värt
    first:
      en: "Start with two rewards that cost little: praise and attractive assignments. Tie them to the wanted behaviour."
      sv: "Börja med två belöningar som kostar lite: beröm och attraktiva uppdrag. Knyt dem till det önskade beteendet."
    d30:
      en: Let every manager praise one concrete example a week.
      sv: Låt varje chef berömma ett konkret exempel i veckan.
    d60:
      en: Add one concrete and challenging goal for the agreed customer experience.
      sv: Lägg till ett konkret och utmanande mål för den överenskomna kundupplevelsen.
    d90:
      en: Make the behaviour one of the criteria in pay reviews.
      sv: Gör beteendet till ett av kriterierna när lönen sätts.
  - id: F-external_rewards-supports
    scope: factor
    target: external_rewards
    levels:
      - supports
    when: 50 <= score_new < 75
    priority: 40
    from:
      - S0
    title:
      en: Get the rewards to pull the same way
      sv: Få belöningarna att dra åt samma håll
    first:
      en: Go through bonuses and goals. Find the one that still works against the behaviour.
      sv: Gå igenom bonusar och mål. Hitta det som fortfarande motverkar beteendet.
    d30:
      en: Change that bonus or goal, or drop it.
      sv: Ändra den bonusen eller det målet, eller slopa det helt.
    d60:
      en: Explain to everyone how pay, career and praise now connect.
      sv: Förklara för alla hur lön, karriär och beröm nu hänger ihop.
    d90:
      en: Ask people whether they notice the difference.
      sv: Fråga medarbetarna om de märker skillnaden.
  - id: F-external_rewards-drives
    scope: factor
    target: external_rewards
    levels:
      - drives
    when: score_new >= 75
    priority: 20
    from:
      - S3
    title:
      en: Watch for side effects
      sv: Håll utkik efter bieffekter
    first:
      en: Ask how the numbers could be reached in a way that harms the customer.
      sv: Fråga hur siffrorna skulle kunna nås på ett sätt som skadar kunden.
    d30:
      en: Pair every strong reward with a measure that warns when the customer suffers.
      sv: Komplettera varje stark belöning med ett mått som varnar när kunden drabbas.
    d60:
      en: Look at a sample of real customer cases behind the good numbers.
      sv: Ta stickprov bland de verkliga kundärendena bakom de goda siffrorna.
    d90:
      en: Move some weight from money to internal rewards so that the drive lasts.
      sv: Flytta en del av vikten från pengar till inre belöningar, så att drivkraften håller i sig.
  - id: F-internal_rewards-blocks
    scope: factor
    target: internal_rewards
    levels:
      - blocks
    when: score_new < 25
    priority: 90
    from:
      - S0
      - S2
    title:
      en: Make it safe and meaningful before you push
      sv: Gör det tryggt och meningsfullt innan ni trycker på
    first:
      en: "Ask what people risk losing through the wanted behaviour: status, belonging, safety."
      sv: "Fråga vad medarbetarna riskerar att förlora på det önskade beteendet: status, gemenskap, trygghet."
    d30:
      en: Let managers go first and talk openly about mistakes of their own.
      sv: Låt cheferna gå först och berätta öppet om egna misstag.
    d60:
      en: Let the team shape how the behaviour is carried out.
      sv: Låt gruppen forma hur beteendet ska se ut i vardagen.
    d90:
      en: Check whether the fear of criticism has eased.
      sv: Följ upp om rädslan för kritik har minskat.
  - id: F-internal_rewards-holds_back
    scope: factor
    target: internal_rewards
    levels:
      - holds_back
    when: 25 <= score_new < 50
    priority: 70
    from:
      - S0
      - S4
    title:
      en: Strengthen people''s own drive
      sv: Stärk den inre drivkraften
    first:
      en: Let employees meet or listen to a customer who was affected by the way you act.
      sv: Låt medarbetarna träffa eller lyssna på en kund som har påverkats av hur ni agerar.
    d30:
      en: "Talk about professional pride: what kind of team do we want to be?"
      sv: "Prata om yrkesstolthet: vilket slags grupp vill vi vara?"
    d60:
      en: Find what sets off one old habit and put a reminder of the wanted behaviour there.
      sv: Hitta det som utlöser en gammal vana och sätt en påminnelse om det önskade beteendet där.
    d90:
      en: Highlight those who have made the shift, in front of their colleagues.
      sv: Lyft fram dem som har tagit steget, så att kollegorna ser det.
  - id: F-internal_rewards-supports
    scope: factor
    target: internal_rewards
    levels:
      - supports
    when: 50 <= score_new < 75
    priority: 40
    from: []
    title:
      en: Let the behaviour take root
      sv: Låt beteendet slå rot
    first:
      en: Find out which internal reward is weakest and work on that one only.
      sv: Ta reda på vilken inre belöning som är svagast och arbeta bara med den.
    d30:
      en: Let respected colleagues lead by example.
      sv: Låt respekterade kollegor gå före som förebilder.
    d60:
      en: Build the behaviour into daily routines so that it becomes a habit.
      sv: Bygg in beteendet i de dagliga rutinerna så att det blir en vana.
    d90:
      en: Check that newer employees feel the same drive.
      sv: Kontrollera att även nyare medarbetare känner samma drivkraft.
  - id: F-internal_rewards-drives
    scope: factor
    target: internal_rewards
    levels:
      - drives
    when: score_new >= 75
    priority: 15
    from:
      - S4
    title:
      en: Let the culture spread
      sv: Låt kulturen sprida sig
    first:
      en: Tell concrete stories about what people did and what it meant to the customer.
      sv: Berätta konkret om vad medarbetare har gjort och vad det betydde för kunden.
    d30:
      en: Invite another department to follow your work for a day.
      sv: Låt en annan avdelning följa ert arbete en dag.
    d60:
      en: Let the team set its own next goal.
      sv: Låt gruppen sätta sitt eget nästa mål.
    d90:
      en: "Watch the workload: strong drive can hide exhaustion."
      sv: "Håll koll på arbetsbelastningen: stark drivkraft kan dölja utmattning."
  - id: L-knowledge
    scope: facet
    target: knowledge
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 60
    from:
      - S0
    title:
      en: Give people the knowledge they lack
      sv: Ge medarbetarna den kunskap som saknas
    first:
      en: Ask five employees which customer questions they find hard to answer.
      sv: Fråga fem medarbetare vilka kundfrågor de har svårt att svara på.
    d30:
      en: Write short answers to the ten most common questions together with those who know.
      sv: Skriv korta svar på de tio vanligaste frågorna tillsammans med dem som kan.
    d60:
      en: Put the answers where the work is done.
      sv: Lägg svaren där arbetet görs.
    d90:
      en: Remove what nobody uses.
      sv: Ta bort det som ingen använder.
  - id: L-skill
    scope: facet
    target: skill
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 60
    from:
      - S4
    title:
      en: Turn knowledge into skill
      sv: Gör kunskap till färdighet
    first:
      en: Choose one skill, for example hearing the customer out before answering. Describe what good looks like.
      sv: Välj en färdighet, till exempel att lyssna klart innan man svarar. Beskriv hur den ser ut när den sitter.
    d30:
      en: Practise it in pairs with real cases.
      sv: Öva i par på verkliga fall.
    d60:
      en: Observe one another and give feedback on one thing at a time.
      sv: Följ varandra i arbetet och ge återkoppling på en sak i taget.
    d90:
      en: Choose the next skill once the first one holds under pressure.
      sv: Välj nästa färdighet när den första håller även under press.
  - id: L-practice
    scope: facet
    target: practice
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 55
    from:
      - S3
    title:
      en: Put practice in the calendar
      sv: Lägg in övning i kalendern
    first:
      en: Book a fixed quarter of an hour a week for practice.
      sv: Boka en fast kvart i veckan för övning.
    d30:
      en: Practise one situation at a time, first an easy one, then a hard one.
      sv: Öva på en situation i taget, först en lätt, sedan en svår.
    d60:
      en: Let different colleagues lead the practice.
      sv: Låt olika kollegor leda övningen.
    d90:
      en: Keep the time even in busy periods.
      sv: Håll fast vid tiden även när det är mycket att göra.
  - id: L-judgement
    scope: facet
    target: judgement
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 65
    from:
      - S0
    title:
      en: Train judgement for the unexpected
      sv: Träna omdömet för det oväntade
    first:
      en: Collect five recent cases where the customer did something that no routine covered.
      sv: Samla fem färska fall där kunden gjorde något som ingen rutin täckte.
    d30:
      en: "Discuss each case: what would have been right, given the customer experience you have agreed on?"
      sv: "Diskutera varje fall: vad hade varit rätt utifrån den kundupplevelse ni har enats om?"
    d60:
      en: Write three guiding principles instead of more rules.
      sv: Skriv tre vägledande principer i stället för fler regler.
    d90:
      en: Back those who used their judgement, even when the result was mixed.
      sv: Stå bakom den som har använt sitt omdöme, även när resultatet blev blandat.
  - id: L-clarity
    scope: facet
    target: clarity
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 80
    from:
      - S0
    title:
      en: Describe the behaviour so that it can be seen
      sv: Beskriv beteendet så att det går att se
    first:
      en: Write down what a visitor would see and hear when the behaviour is in place.
      sv: Skriv ned vad en besökare skulle se och höra när beteendet är på plats.
    d30:
      en: Ask every manager in the department to explain it, and compare the answers.
      sv: Be alla chefer på avdelningen förklara det, och jämför svaren.
    d60:
      en: Show one good and one bad example.
      sv: Visa ett bra och ett dåligt exempel.
    d90:
      en: Remove wording that can be read in two ways.
      sv: Ta bort formuleringar som kan läsas på två sätt.
  - id: L-responsibility
    scope: facet
    target: responsibility
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 75
    from:
      - S1
      - S0
    title:
      en: Put a name on the responsibility
      sv: Sätt namn på ansvaret
    first:
      en: Decide who is responsible for the result of the whole customer journey, and who for each handover.
      sv: Bestäm vem som ansvarar för resultatet av hela kundresan och vem som ansvarar för varje överlämning.
    d30:
      en: "Go through the last three mistakes and ask: what in our system made this likely?"
      sv: "Gå igenom de tre senaste misstagen och fråga: vad i vårt system gjorde dem troliga?"
    d60:
      en: Let two departments share one goal for the handover between them.
      sv: Låt två avdelningar dela ett mål för överlämningen mellan sig.
    d90:
      en: Check that blame has given way to joint solutions.
      sv: Kontrollera att gemensamma lösningar har ersatt skuldbeläggandet.
  - id: L-mandate
    scope: facet
    target: mandate
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 85
    from:
      - S0
    title:
      en: Move the decision closer to the customer
      sv: Flytta beslutet närmare kunden
    first:
      en: List the five decisions that employees most often have to ask about.
      sv: Lista de fem beslut som medarbetarna oftast måste fråga om.
    d30:
      en: Hand over three of them with a clear limit, for example an amount.
      sv: Lämna över tre av dem med en tydlig gräns, till exempel ett belopp.
    d60:
      en: Note how the mandate is used and discuss it without blame.
      sv: Notera hur mandatet används och prata om det utan att skuldbelägga.
    d90:
      en: Raise the limit or hand over the next decisions.
      sv: Höj gränsen eller lämna över nästa beslut.
  - id: L-structure
    scope: facet
    target: structure
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 65
    from:
      - S0
    title:
      en: Remove friction in routines and systems
      sv: Ta bort det som skaver i rutiner och system
    first:
      en: Follow one real case from start to finish and note every stop.
      sv: Följ ett verkligt ärende från början till slut och notera varje stopp.
    d30:
      en: Remove the stop that costs the customer most time.
      sv: Ta bort det stopp som kostar kunden mest tid.
    d60:
      en: Let employees propose which system step to change next.
      sv: Låt medarbetarna föreslå vilket systemsteg som ska ändras härnäst.
    d90:
      en: Check that staffing matches the customer experience you have agreed on.
      sv: Kontrollera att bemanningen räcker för den kundupplevelse ni har enats om.
    caution:
      en: "Tools alone are not enough: they fall short as soon as the customer does something unexpected."
      sv: "Enbart verktyg räcker inte: de kommer till korta så snart kunden gör något oväntat."
  - id: L-salary
    scope: facet
    target: salary
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 60
    from:
      - S0
    title:
      en: Let the behaviour show in pay
      sv: Låt beteendet synas i lönen
    first:
      en: Find out what people think decided their latest pay rise.
      sv: Ta reda på vad medarbetarna tror avgjorde den senaste löneökningen.
    d30:
      en: Describe how the behaviour is assessed so that two managers would judge alike.
      sv: Beskriv hur beteendet bedöms, så att två chefer kommer fram till samma sak.
    d60:
      en: Bring up the criterion in one-to-one talks before the pay review.
      sv: Ta upp kriteriet i enskilda samtal före lönerevisionen.
    d90:
      en: Check a sample of pay decisions against the criterion.
      sv: Jämför ett urval lönebeslut med kriteriet.
    caution:
      en: Involve HR and union representatives before you change pay criteria.
      sv: Ta med HR och fackliga företrädare innan ni ändrar lönekriterier.
  - id: L-commission
    scope: facet
    target: commission
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 70
    from:
      - S0
    title:
      en: Stop paying for the wrong thing
      sv: Sluta betala för fel sak
    first:
      en: Work out which deals paid the most commission last quarter, and what they gave the customer.
      sv: Se efter vilka affärer som gav mest provision förra kvartalet och vad de gav kunden.
    d30:
      en: In one team, try pausing or halving the commission that clashes with the agreed customer experience.
      sv: Pröva i en grupp att pausa eller halvera den provision som krockar med den överenskomna kundupplevelsen.
    d60:
      en: Tie part of the variable pay to promises kept after the sale.
      sv: Knyt en del av den rörliga ersättningen till löften som hålls efter affären.
    d90:
      en: Decide on the basis of the trial. Hold any broad change until then.
      sv: Besluta utifrån försöket. Vänta med breda förändringar till dess.
  - id: L-career
    scope: facet
    target: career
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 60
    from:
      - S0
    title:
      en: Show that the behaviour leads somewhere
      sv: Visa att beteendet leder någonstans
    first:
      en: "Look at the last five promotions: what were those people good at?"
      sv: "Titta på de fem senaste befordringarna: vad var personerna bra på?"
    d30:
      en: Add the behaviour to the profile for the next management position.
      sv: Lägg in beteendet i kravprofilen för nästa chefstjänst.
    d60:
      en: Give an attractive assignment to someone who shows the wanted behaviour.
      sv: Ge ett attraktivt uppdrag till någon som visar det önskade beteendet.
    d90:
      en: Tell people openly why that person was chosen.
      sv: Berätta öppet varför valet föll på den personen.
  - id: L-awards
    scope: facet
    target: awards
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 35
    from:
      - S0
    title:
      en: Honour the right achievement
      sv: Uppmärksamma rätt prestation
    first:
      en: "Go through the awards of the past year: which behaviours did they celebrate?"
      sv: "Gå igenom det senaste årets utmärkelser: vilka beteenden hyllade de?"
    d30:
      en: Rename or redirect one award so that it honours the wanted behaviour.
      sv: Byt namn eller inriktning på en utmärkelse, så att den lyfter fram det önskade beteendet.
    d60:
      en: Let customers or colleagues nominate candidates.
      sv: Låt kunder eller kollegor nominera kandidater.
    d90:
      en: Make sure that teams as well as individuals can win.
      sv: Se till att grupper kan vinna likaväl som enskilda.
  - id: L-benefits
    scope: facet
    target: benefits
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 30
    from:
      - S0
    title:
      en: Use benefits with care
      sv: Använd förmåner med eftertanke
    first:
      en: Ask which benefits people value most. Many of them cost little.
      sv: Fråga vilka förmåner medarbetarna sätter störst värde på. Många kostar lite.
    d30:
      en: Try tying one of them to the wanted behaviour, for example time for a project of one''s own.
      sv: Pröva att knyta en av dem till det önskade beteendet, till exempel tid för ett eget projekt.
    d60:
      en: Check that it feels fair across departments.
      sv: Kontrollera att alla avdelningar upplever det som rättvist.
    d90:
      en: Decide after three months whether to keep it.
      sv: Bestäm efter tre månader om ni behåller den.
  - id: L-verbal_recognition
    scope: facet
    target: verbal_recognition
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 70
    from:
      - S0
    title:
      en: Praise more often and more concretely
      sv: Ge beröm oftare och mer konkret
    first:
      en: For one week, note what you actually comment on as a manager.
      sv: Notera under en vecka vad du som chef faktiskt kommenterar.
    d30:
      en: "Give praise promptly: what you saw and what it led to for the customer."
      sv: "Ge beröm snabbt: vad du såg och vad det ledde till för kunden."
    d60:
      en: Open one meeting a week with an example from a colleague.
      sv: Inled ett möte i veckan med ett exempel från en kollega.
    d90:
      en: Ask the team whether the praise feels sincere.
      sv: Fråga gruppen om berömmet känns äkta.
  - id: L-goals
    scope: facet
    target: goals
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 80
    from:
      - S0
    title:
      en: Set a concrete and challenging goal
      sv: Sätt ett konkret och utmanande mål
    first:
      en: Replace one slogan with a goal you can observe, for example the share of customers helped at the first contact.
      sv: Byt en slogan mot ett mål som går att observera, till exempel andelen kunder som får hjälp vid första kontakten.
    d30:
      en: Set the level together with the team.
      sv: Sätt nivån tillsammans med gruppen.
    d60:
      en: Show the result every week and discuss obstacles rather than individuals.
      sv: Visa resultatet varje vecka och prata om hinder snarare än om personer.
    d90:
      en: Remove one goal that pulls in another direction.
      sv: Ta bort ett mål som drar åt ett annat håll.
  - id: L-status
    scope: facet
    target: status
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 55
    from:
      - S0
    title:
      en: Give status to those who lead the way
      sv: Ge status åt dem som går före
    first:
      en: Ask whom the team looks up to, and why.
      sv: Fråga vem gruppen ser upp till, och varför.
    d30:
      en: Ask one or two of them to try the wanted behaviour first.
      sv: Be en eller två av dem att pröva det önskade beteendet först.
    d60:
      en: Let them show others how they do it.
      sv: Låt dem visa andra hur de gör.
    d90:
      en: Check whom the team listens to now.
      sv: Se efter vem gruppen lyssnar på nu.
  - id: L-development
    scope: facet
    target: development
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 45
    from:
      - S0
    title:
      en: Make the behaviour a way to grow
      sv: Gör beteendet till ett sätt att utvecklas
    first:
      en: "Ask each employee: what would you like to become better at?"
      sv: "Fråga varje medarbetare: vad vill du bli bättre på?"
    d30:
      en: Tie the answer to something in the wanted behaviour.
      sv: Knyt svaret till något i det önskade beteendet.
    d60:
      en: Set aside time for a small development assignment.
      sv: Avsätt tid för ett litet utvecklingsuppdrag.
    d90:
      en: Follow up what the person has learnt, not only what was delivered.
      sv: Följ upp vad personen har lärt sig, inte bara vad som levererades.
  - id: L-values_self_image
    scope: facet
    target: values_self_image
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 60
    from:
      - S0
      - S4
    title:
      en: Connect with who people want to be
      sv: Knyt an till hur medarbetarna vill vara
    first:
      en: "Ask: when were you last proud of how you treated a customer?"
      sv: "Fråga: när var du senast stolt över hur du bemötte en kund?"
    d30:
      en: Find what the answers have in common and put it into one sentence.
      sv: Hitta det gemensamma i svaren och formulera det i en mening.
    d60:
      en: Compare the sentence with today''s routines and change one that contradicts it.
      sv: Jämför meningen med dagens rutiner och ändra en som säger emot.
    d90:
      en: Use the sentence when you recruit.
      sv: Använd meningen när ni rekryterar.
  - id: L-variation
    scope: facet
    target: variation
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 30
    from:
      - S0
    title:
      en: Break the monotony
      sv: Bryt enformigheten
    first:
      en: Ask which task of the day feels most mechanical.
      sv: Fråga vilken uppgift under dagen som känns mest mekanisk.
    d30:
      en: Rotate that task between colleagues, or mix the types of case.
      sv: Låt den uppgiften gå runt mellan kollegor, eller blanda ärendetyper.
    d60:
      en: Let people follow a case through to the end now and then.
      sv: Låt medarbetarna då och då följa ett ärende hela vägen.
    d90:
      en: Ask whether the days have become more varied.
      sv: Fråga om dagarna har blivit mer omväxlande.
  - id: L-meaning
    scope: facet
    target: meaning
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 65
    from:
      - S4
      - S0
    title:
      en: Show what the work leads to
      sv: Visa vad arbetet leder till
    first:
      en: Bring in one customer story a week, good or bad, and talk about what it meant.
      sv: Ta upp en kundberättelse i veckan, bra eller dålig, och prata om vad den betydde.
    d30:
      en: Let those who rarely meet customers listen to customer calls for half a day.
      sv: Låt dem som sällan möter kunder lyssna på kundsamtal en halv dag.
    d60:
      en: Describe in one sentence what each role contributes to the customer experience.
      sv: Beskriv i en mening vad varje roll bidrar med till kundupplevelsen.
    d90:
      en: Let people rewrite their sentence in their own words.
      sv: Låt medarbetarna skriva om sin mening med egna ord.
  - id: L-community
    scope: facet
    target: community
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 55
    from:
      - S1
      - S0
    title:
      en: Make it something you do together
      sv: Gör det till något ni gör tillsammans
    first:
      en: Find out whether anyone is left alone with the wanted behaviour.
      sv: Ta reda på om någon lämnas ensam med det önskade beteendet.
    d30:
      en: Let people work in pairs across departments.
      sv: Låt medarbetare arbeta i par över avdelningsgränserna.
    d60:
      en: Agree on how you support a colleague in a difficult customer contact.
      sv: Kom överens om hur ni stöttar en kollega i en svår kundkontakt.
    d90:
      en: Celebrate joint results before individual ones.
      sv: Fira gemensamma resultat före enskilda.
  - id: L-shame_avoidance
    scope: facet
    target: shame_avoidance
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 50
    from:
      - S0
    title:
      en: Spare people from shame
      sv: Låt medarbetarna slippa skämmas
    first:
      en: Ask in which situations people feel ashamed in front of customers or colleagues.
      sv: Fråga i vilka situationer medarbetarna skäms inför kunder eller kollegor.
    d30:
      en: Remove one rule that forces employees to say something they are ashamed of.
      sv: Ta bort en regel som tvingar medarbetare att säga något de skäms för.
    d60:
      en: Talk about mistakes as a way to understand the system.
      sv: Prata om misstag som ett sätt att förstå systemet.
    d90:
      en: Check that nobody is singled out in front of others.
      sv: Kontrollera att ingen hängs ut inför andra.
  - id: L-safety
    scope: facet
    target: safety
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 80
    from:
      - S0
    title:
      en: Make it safe to do the right thing
      sv: Gör det tryggt att göra rätt
    first:
      en: Say in advance that you will back well-meant decisions, and what the limits are.
      sv: Säg i förväg att du står bakom välmenta beslut, och var gränserna går.
    d30:
      en: "When something goes wrong: ask first, judge later."
      sv: "När något går fel: fråga först, bedöm sedan."
    d60:
      en: Tell the team about a decision of your own that turned out badly, and what you learnt.
      sv: Berätta för gruppen om ett eget beslut som blev fel, och vad du lärde dig.
    d90:
      en: Ask the team anonymously whether people now dare to act beyond the checklist.
      sv: Fråga gruppen anonymt om man nu vågar agera bortom checklistan.
  - id: L-contribution
    scope: facet
    target: contribution
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 50
    from:
      - S4
      - S0
    title:
      en: Make the contribution visible
      sv: Gör bidraget synligt
    first:
      en: When a customer has been helped, tell those behind the scenes.
      sv: Berätta för dem bakom kulisserna när en kund har fått hjälp.
    d30:
      en: Show how each department contributes to one result for the customer.
      sv: Visa hur varje avdelning bidrar till ett resultat för kunden.
    d60:
      en: Let employees see what happened after they handed over the case.
      sv: Låt medarbetarna se vad som hände efter att de lämnade över ärendet.
    d90:
      en: Let each person choose one improvement for the customer and carry it out.
      sv: Låt var och en välja en förbättring för kunden och genomföra den.
  - id: L-autonomy
    scope: facet
    target: autonomy
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 55
    from:
      - S0
    title:
      en: Give freedom within limits
      sv: Ge frihet inom ramar
    first:
      en: Describe the result and the limits. Let the team choose the way there.
      sv: Beskriv resultatet och ramarna. Låt gruppen välja vägen dit.
    d30:
      en: Drop one report or check that adds nothing for the customer.
      sv: Slopa en rapport eller kontroll som inte ger kunden något.
    d60:
      en: Let the team decide its own schedule or how cases are shared out.
      sv: Låt gruppen själv bestämma schemat eller hur ärendena fördelas.
    d90:
      en: Widen the limits where it has worked.
      sv: Vidga ramarna där det har fungerat.
  - id: L-habits
    scope: facet
    target: habits
    levels:
      - blocks
      - holds_back
    when: score_new < 50
    priority: 60
    from:
      - S0
    title:
      en: Change the habit, step by step
      sv: Byt vana steg för steg
    first:
      en: Find the cue that sets off today''s behaviour, for example a clock on the screen.
      sv: Hitta signalen som utlöser dagens beteende, till exempel en klocka på skärmen.
    d30:
      en: Remove the cue or replace it with a new one.
      sv: Ta bort signalen eller ersätt den med en ny.
    d60:
      en: Repeat the wanted behaviour in the same situation every day until it sticks.
      sv: Upprepa det önskade beteendet i samma situation varje dag tills det sitter.
    d90:
      en: Expect relapses under stress and plan for them.
      sv: Räkna med att falla tillbaka under stress och planera för det.
  - id: L-any-supports
    scope: facet
    target: "*"
    levels:
      - supports
    when: 50 <= score_new < 75
    priority: 10
    from: []
    title:
      en: "{facet}: keep going and fine-tune"
      sv: "{facet}: fortsätt och finjustera"
    first:
      en: Ask the team what it would take to get one step further.
      sv: Fråga gruppen vad som krävs för att komma ett steg till.
    d30:
      en: Try the simplest suggestion.
      sv: Pröva det enklaste förslaget.
    d60:
      en: Keep what worked.
      sv: Behåll det som fungerade.
    d90:
      en: Measure again and compare.
      sv: Mät igen och jämför.
  - id: L-any-drives
    scope: facet
    target: "*"
    levels:
      - drives
    when: score_new >= 75
    priority: 5
    from: []
    title:
      en: "{facet}: a strength to protect"
      sv: "{facet}: en styrka att värna"
    first:
      en: Write down what makes this a strength, so that it survives a reorganisation.
      sv: Skriv ned vad som gör detta till en styrka, så att det överlever en omorganisation.
    d30:
      en: Share the example with another department.
      sv: Dela exemplet med en annan avdelning.
    d60:
      en: Check that it does not depend on one person.
      sv: Kontrollera att det inte hänger på en enda person.
    d90:
      en: Check again at the next measurement.
      sv: Stäm av vid nästa mätning.
  - id: X-agree_cx_first
    scope: cross
    target: agree_cx_first
    when: cx_definition_missing or context.cx_agreement < 50
    priority: 100
    from:
      - S0
    title:
      en: Agree on the right customer experience first
      sv: Enas först om rätt kundupplevelse
    first:
      en: Gather people from every department that affects the customer. Settle on three to six elements that can be observed, and weight them.
      sv: Samla företrädare för varje avdelning som påverkar kunden. Enas om tre till sex delar som går att observera, och vikta dem.
    d30:
      en: "Test the description on ten real cases: would the departments act alike?"
      sv: "Pröva beskrivningen på tio verkliga ärenden: skulle avdelningarna göra likadant?"
    d60:
      en: Decide what you deliberately choose to leave out. That is an answer too.
      sv: Bestäm vad ni medvetet väljer bort. Även det är ett svar.
    d90:
      en: Have the executive team sign it. Only then look at rewards.
      sv: Låt ledningsgruppen skriva under. Titta på belöningarna först därefter.
    caution:
      en: The right customer experience is the one you have agreed on. It need not be the most expensive one.
      sv: Rätt kundupplevelse är den ni har enats om. Den behöver inte vara den dyraste.
  - id: X-map_before_reward
    scope: cross
    target: map_before_reward
    when: new_reward_planned or (balance_external <= -tau or balance_internal <= -tau)
    priority: 98
    from:
      - S0
    title:
      en: Map what drives today''s behaviour before adding rewards
      sv: Kartlägg vad som driver dagens beteende innan ni inför nya belöningar
    first:
      en: Put any plans for new rewards on hold until you know what drives today''s behaviour.
      sv: Vänta med eventuella nya belöningar tills ni vet vad som driver dagens beteende.
    d30:
      en: "Interview six to eight employees: what do they gain, or avoid, by acting as they do today?"
      sv: "Intervjua sex till åtta medarbetare: vad vinner de, eller slipper, på att göra som i dag?"
    d60:
      en: Remove or change what pulls the wrong way before anything is added.
      sv: Ta bort eller ändra det som drar åt fel håll innan något nytt läggs till.
    d90:
      en: Try the new reward in one team and compare.
      sv: Pröva den nya belöningen i en grupp och jämför.
    caution:
      en: Two reward systems that collide send mixed signals, inside the organisation and outside it.
      sv: Två belöningssystem som krockar ger dubbla budskap, både inåt och utåt.
  - id: X-today_wins
    scope: cross
    target: today_wins
    when: balance_total <= -tau
    priority: 92
    from:
      - S0
    title:
      en: Weaken what keeps today''s behaviour in place
      sv: Försvaga det som håller dagens beteende kvar
    first:
      en: Today''s behaviour pulls harder than the wanted one. Choose the factor where it wins most clearly and ask what keeps it there.
      sv: Dagens beteende drar starkare än det önskade. Välj den faktor där det vinner tydligast och fråga vad som håller det kvar.
    d30:
      en: Remove one advantage of today''s behaviour.
      sv: Ta bort en fördel med dagens beteende.
    d60:
      en: Add one advantage to the wanted behaviour.
      sv: Ge det önskade beteendet en ny fördel.
    d90:
      en: "Answer again and see whether the force balance has shifted: which behaviour pulls harder now?"
      sv: "Svara igen och se om kraftbalansen har ändrats: vilket beteende drar starkast nu?"
  - id: X-clash_quadrant
    scope: cross
    target: clash_quadrant
    when: quadrant == clash for external_rewards or internal_rewards
    priority: 90
    from:
      - S0
    title:
      en: Decide which behaviour is to pay off
      sv: Bestäm vilket beteende som ska löna sig
    first:
      en: People are rewarded for today''s behaviour and for the wanted one too. Name the rewards that collide, in everyday words.
      sv: Medarbetarna belönas både för dagens beteende och för det önskade. Nämn belöningarna som krockar, med vardagliga ord.
    d30:
      en: Decide at management level which reward applies when they collide.
      sv: Bestäm på ledningsnivå vilken belöning som gäller när de krockar.
    d60:
      en: Tell everyone, and change the other reward.
      sv: Berätta för alla och ändra den andra belöningen.
    d90:
      en: Ask employees what they believe applies now.
      sv: Fråga medarbetarna vad de tror gäller nu.
  - id: X-idle_quadrant
    scope: cross
    target: idle_quadrant
    when: quadrant == idle for external_rewards and internal_rewards
    priority: 72
    from: []
    title:
      en: Give people a reason to choose the wanted behaviour
      sv: Ge medarbetarna skäl att välja det önskade beteendet
    first:
      en: Neither behaviour has much pull today. Ask people what would make the wanted one worth the effort.
      sv: Inget av beteendena drar särskilt mycket. Fråga medarbetarna vad som skulle göra det önskade mödan värt.
    d30:
      en: Try one internal and one external reward on a small scale.
      sv: Pröva en inre och en yttre belöning i liten skala.
    d60:
      en: Keep what people themselves say makes a difference.
      sv: Behåll det som medarbetarna själva säger har betydelse.
    d90:
      en: Find out whether low interest is a sign of tiredness or resignation.
      sv: Ta reda på om det svaga intresset beror på trötthet eller uppgivenhet.
  - id: X-ready_quadrant
    scope: cross
    target: ready_quadrant
    when: quadrant == ready in at least 3 factors
    priority: 30
    from: []
    title:
      en: Set a date and start
      sv: Sätt ett datum och börja
    first:
      en: The wanted behaviour already has the stronger support. Choose a starting date and a first group.
      sv: Det önskade beteendet har redan starkast stöd. Välj ett startdatum och en första grupp.
    d30:
      en: Remove the last reminder of today''s behaviour.
      sv: Ta bort den sista påminnelsen om dagens beteende.
    d60:
      en: Make early results visible.
      sv: Gör tidiga resultat synliga.
    d90:
      en: Extend it to the next group.
      sv: Gå vidare till nästa grupp.
  - id: X-role_misaligned
    scope: cross
    target: role_misaligned
    when: any role alignment < 0
    priority: 88
    from:
      - S0
      - S3
    title:
      en: Change what roles are rewarded for
      sv: Ändra det som rollerna belönas för
    first:
      en: Start with the influential role whose measures pull hardest against the agreed customer experience. It is often near the top.
      sv: Börja med den inflytelserika roll vars mått drar hårdast mot den överenskomna kundupplevelsen. Ofta finns den högt upp.
    d30:
      en: Change the weight of one measure, or replace it.
      sv: Ändra vikten på ett mått eller byt ut det.
    d60:
      en: Ask people in the role which shortcuts the current measure invites.
      sv: Fråga dem som har rollen vilka genvägar dagens mått lockar till.
    d90:
      en: Rate the role''s measures again, then go on to the next role.
      sv: Bedöm rollens mått på nytt och gå vidare till nästa roll.
  - id: X-pairwise_clash
    scope: cross
    target: pairwise_clash
    when: max pairwise clash >= 10
    priority: 86
    from:
      - S0
      - S1
    title:
      en: Bring two roles that pull apart to one table
      sv: Samla två roller som drar åt olika håll
    first:
      en: Sit the two roles down together with the map of roles and measures in front of them.
      sv: Sätt de två rollerna vid samma bord, med kartan över roller och mått framför sig.
    d30:
      en: Let each one describe what the other''s measure costs them and the customer.
      sv: Låt var och en beskriva vad den andres mått kostar dem och kunden.
    d60:
      en: Give them one shared measure for the handover.
      sv: Ge dem ett gemensamt mått för överlämningen.
    d90:
      en: Check whether customers notice fewer faults in handovers.
      sv: Kontrollera om kunderna märker färre fel vid överlämningar.
  - id: X-orphan_element
    scope: cross
    target: orphan_element
    when: any element with no role pulling > 0
    priority: 87
    from:
      - S0
    title:
      en: Give every element someone who is rewarded for it
      sv: Se till att någon belönas för varje del av kundupplevelsen
    first:
      en: List the elements that nobody is rewarded for. Ask which role can influence each of them most.
      sv: Lista de delar som ingen belönas för. Fråga vilken roll som kan påverka varje del mest.
    d30:
      en: Give that role a measure or a clear expectation for the element.
      sv: Ge den rollen ett mått eller en tydlig förväntan för delen.
    d60:
      en: Follow up in the executive team, at the same meeting as the sales figures.
      sv: Följ upp i ledningsgruppen, på samma möte som försäljningssiffrorna.
    d90:
      en: Check that whoever is rewarded for the element believes in the reward.
      sv: Kontrollera att den som belönas för delen tror på belöningen.
  - id: X-gameable_metric
    scope: cross
    target: gameable_metric
    when: any metric with shortcut_ease >= 0.5 and alignment(shortcut) < 0
    priority: 84
    from:
      - S3
    title:
      en: Replace measures that can be met at the customer''s expense
      sv: Byt ut mått som kan nås på kundens bekostnad
    first:
      en: "Test the measure. Example: can the number of returns fall because customers are refused?"
      sv: "Pröva måttet. Exempel: kan antalet returer sjunka för att kunder får nej?"
    d30:
      en: Replace it with a measure of causes, for example the share of return causes removed.
      sv: Byt det mot ett mått på orsaker, till exempel andelen returorsaker som har åtgärdats.
    d60:
      en: Add a measure that warns when the customer suffers, for example complaints about refused returns.
      sv: Lägg till ett mått som varnar när kunden drabbas, till exempel klagomål på nekade returer.
    d90:
      en: "Go through ten cases: was the cause removed or the customer turned away?"
      sv: "Gå igenom tio ärenden: åtgärdades orsaken eller fick kunden nej?"
  - id: X-cx_role_paper_tiger
    scope: cross
    target: cx_role_paper_tiger
    when: cx_role_exists and (item.CON08 <= 2 or facet.mandate < 50)
    priority: 82
    from:
      - S0
    title:
      en: Give the customer-experience manager mandate, competence and resources
      sv: Ge den som ansvarar för kundupplevelsen mandat, kompetens och resurser
    first:
      en: Write down which decisions the customer-experience manager may make in other departments.
      sv: Skriv ned vilka beslut den som ansvarar för kundupplevelsen får fatta på andra avdelningar.
    d30:
      en: Give the role a budget and a seat where priorities are set.
      sv: Ge rollen en budget och en plats där prioriteringar görs.
    d60:
      en: Make sure that the competence covers analysis as well as leading change.
      sv: Se till att kompetensen räcker både för analys och för att leda förändring.
    d90:
      en: "Evaluate: has the role been able to change anything outside its own department?"
      sv: "Utvärdera: har rollen kunnat ändra något utanför den egna avdelningen?"
    caution:
      en: A title without mandate becomes a symbol and wears the person out. Then it is better to do without the role.
      sv: En titel utan mandat blir en symbol och sliter ut personen. Då är det bättre att avstå från rollen.
  - id: X-tools_before_culture
    scope: cross
    target: tools_before_culture
    when: facet.structure >= 75 and (facet.judgement < 50 or facet.safety < 50 or context.culture < 50)
    priority: 78
    from:
      - S0
      - S2
    title:
      en: Let culture carry what the tools cannot
      sv: Låt kulturen bära det som verktygen inte klarar
    first:
      en: Pick cases where the checklist gave no answer and look at what people did.
      sv: Välj fall där checklistan inte gav något svar och se hur medarbetarna gjorde.
    d30:
      en: Formulate guiding principles together with employees.
      sv: Formulera vägledande principer tillsammans med medarbetarna.
    d60:
      en: Let managers stand openly behind well-meant departures from routine.
      sv: Låt cheferna öppet stå bakom välmenta avsteg från rutinen.
    d90:
      en: Remove detailed rules that the principles have made redundant.
      sv: Ta bort detaljregler som principerna har gjort överflödiga.
    caution:
      en: More processes cannot repair a culture in which people are afraid to act.
      sv: Fler processer lagar inte en kultur där medarbetarna är rädda för att agera.
  - id: X-executive_first
    scope: cross
    target: executive_first
    when: rollout_gate.exec == not_passed
    priority: 96
    from:
      - S2
    title:
      en: Start with the executive team
      sv: Börja med ledningsgruppen
    first:
      en: Let the executive team answer first and compare its answers openly.
      sv: Låt ledningsgruppen svara först och jämför svaren öppet.
    d30:
      en: Change one reward at executive level so that it supports the agreed customer experience.
      sv: Ändra en belöning på ledningsnivå så att den stödjer den överenskomna kundupplevelsen.
    d60:
      en: "Take the next step with all other managers: common picture, common goals."
      sv: "Ta nästa steg med övriga chefer: gemensam bild, gemensamma mål."
    d90:
      en: Involve all employees once managers give the same message.
      sv: Ta med alla medarbetare när cheferna ger samma besked.
    caution:
      en: Employees look more at what managers are rewarded for than at what they say.
      sv: Medarbetarna ser mer på vad cheferna belönas för än på vad de säger.
  - id: X-leader_more_positive
    scope: cross
    target: leader_more_positive
    when: leader_team_gap >= max(10, 50/k) and leader outside team interval
    priority: 74
    from: []
    title:
      en: Find out what your team sees
      sv: Ta reda på vad din grupp ser
    first:
      en: You see things more brightly than your team. Say so, and say that you want to understand why.
      sv: Du ser ljusare på läget än din grupp. Säg det, och säg att du vill förstå varför.
    d30:
      en: Ask for one example for each statement the team rated low, and only listen.
      sv: Be om ett exempel på varje påstående som gruppen satte lågt, och lyssna bara.
    d60:
      en: Change one thing that the team points out.
      sv: Ändra en sak som gruppen pekar ut.
    d90:
      en: Measure again and show both pictures.
      sv: Mät igen och visa båda bilderna.
  - id: X-team_more_positive
    scope: cross
    target: team_more_positive
    when: leader_team_gap <= -max(10, 50/k) and leader outside team interval
    priority: 60
    from: []
    title:
      en: Ask your team what already works
      sv: Fråga din grupp vad som redan fungerar
    first:
      en: Your team sees things more brightly than you. Ask what works that you may have missed.
      sv: Din grupp ser ljusare på läget än du. Fråga vad som fungerar som du kan ha missat.
    d30:
      en: Check whether the team lacks information that you have.
      sv: Kontrollera om gruppen saknar information som du har.
    d60:
      en: Agree on a common picture, with facts from customers.
      sv: Enas om en gemensam bild, med fakta från kunderna.
    d90:
      en: Measure again and see whether the pictures have come closer.
      sv: Mät igen och se om bilderna har närmat sig varandra.
  - id: X-low_trust
    scope: cross
    target: low_trust
    when: context.trust < 50
    priority: 85
    from:
      - S1
    title:
      en: Build trust before you ask for change
      sv: Bygg förtroende innan ni ber om förändring
    first:
      en: Ask which promise from management has been broken. Keep it now, or explain.
      sv: Fråga vilket löfte från ledningen som har brutits. Håll det nu, eller förklara.
    d30:
      en: Choose something in your own area that builds trust, and do it visibly.
      sv: Välj något i ditt eget område som bygger förtroende och gör det synligt.
    d60:
      en: Let departments that blame one another solve one customer problem together.
      sv: Låt avdelningar som skyller på varandra lösa ett kundproblem tillsammans.
    d90:
      en: Follow up trust together with engagement.
      sv: Följ upp förtroendet tillsammans med engagemanget.
  - id: X-link_engagement_customer
    scope: cross
    target: link_engagement_customer
    when: linkage_data_missing or item.LNK01 <= 2
    priority: 64
    from:
      - S1
    title:
      en: Put employee and customer surveys side by side
      sv: Lägg medarbetarmätning och kundmätning sida vid sida
    first:
      en: Ask HR and those who survey customers for the latest figures per department.
      sv: Be HR och dem som mäter kundnöjdhet om de senaste siffrorna per avdelning.
    d30:
      en: Plot engagement against customer satisfaction, one dot per department.
      sv: Rita ett diagram över engagemang och kundnöjdhet, med en punkt per avdelning.
    d60:
      en: Visit the department that deviates the most and find out why.
      sv: Besök den avdelning som avviker mest och ta reda på varför.
    d90:
      en: Repeat every quarter and follow the direction rather than a single value.
      sv: Upprepa varje kvartal och följ riktningen snarare än ett enskilt värde.
    caution:
      en: A few departments give an indication, never proof of cause and effect.
      sv: Några få avdelningar ger en fingervisning, aldrig ett bevis på orsak och verkan.
  - id: X-many_dont_know
    scope: cross
    target: many_dont_know
    when: dk_rate > 0.30 in any factor
    priority: 58
    from: []
    title:
      en: Find out what you could not answer
      sv: Ta reda på det du inte kunde svara på
    first:
      en: See which statements you left open or answered with “don''t know”. Ask someone who can tell.
      sv: Se vilka påståenden du lämnade öppna eller svarade ”vet inte” på. Fråga någon som vet.
    d30:
      en: Spend half a day where the work is done.
      sv: Tillbringa en halv dag där arbetet görs.
    d60:
      en: Answer again together with two employees.
      sv: Svara igen tillsammans med två medarbetare.
    d90:
      en: Make the information you lacked part of your regular follow-up.
      sv: Ta med den information du saknade i den löpande uppföljningen.
  - id: X-two_camps
    scope: cross
    target: two_camps
    when: n >= 10 and (rwg < 0.5 or adm > 0.83)
    priority: 56
    from: []
    title:
      en: Look for what divides the team
      sv: Ta reda på vad som delar gruppen
    first:
      en: The answers are far apart, and the mean hides it. Show the spread and ask openly what lies behind it.
      sv: Svaren går isär, och medelvärdet döljer det. Visa spridningen och fråga öppet vad som ligger bakom.
    d30:
      en: Look for differences in assignments, managers or shifts rather than in people.
      sv: Leta efter skillnader i uppdrag, chefer eller skift snarare än hos personer.
    d60:
      en: Choose actions for each situation rather than for the average.
      sv: Välj åtgärder för varje situation snarare än för genomsnittet.
    d90:
      en: Check whether the spread has decreased.
      sv: Kontrollera om spridningen har minskat.
  - id: X-single_respondent
    scope: cross
    target: single_respondent
    when: n_respondents == 1
    priority: 50
    from: []
    title:
      en: Test your picture against the team''s
      sv: Pröva din bild mot gruppens
    first:
      en: Treat the result as your own hypothesis.
      sv: Se resultatet som din egen hypotes.
    d30:
      en: Ask three colleagues at different levels to answer the quick form themselves, and compare.
      sv: Be tre kollegor på olika nivåer att själva svara på den korta varianten, och jämför.
    d60:
      en: Invite the whole team. Results are shown from five answers.
      sv: Bjud in hela gruppen. Resultat visas från fem svar.
    d90:
      en: Compare your picture with the team''s and choose priorities together.
      sv: Jämför din bild med gruppens och prioritera tillsammans.
  - id: X-cost_spiral
    scope: cross
    target: cost_spiral
    when: role customer_service rewarded on cost and element reach pulled < 0
    priority: 66
    from:
      - S0
      - S4
    title:
      en: Break the spiral of savings
      sv: Bryt besparingsspiralen
    first:
      en: Work out how many contacts exist only because something went wrong earlier.
      sv: Räkna ut hur många kontakter som bara uppstår för att något gick fel tidigare.
    d30:
      en: Move part of the savings goal from customer service to those who cause the contacts.
      sv: Flytta en del av sparkravet från kundtjänst till dem som orsakar kontakterna.
    d60:
      en: Measure solved problems instead of handled contacts.
      sv: Mät lösta problem i stället för hanterade kontakter.
    d90:
      en: Show what fewer unnecessary contacts have saved.
      sv: Visa vad färre onödiga kontakter har sparat.
  - id: X-person_or_system
    scope: cross
    target: person_or_system
    when: "manual: user marks that individuals counteract the behaviour"
    priority: 45
    from:
      - S3
    title:
      en: Change the conditions before you judge the person
      sv: Ändra förutsättningarna innan ni dömer personen
    first:
      en: "Ask what the four factors look like around the person: ability, conditions, external and internal rewards."
      sv: "Se efter hur de fyra faktorerna ser ut runt personen: förmåga, förutsättningar, yttre och inre belöningar."
    d30:
      en: Remove obstacles, set clear expectations and give support.
      sv: Röj hinder, ställ tydliga förväntningar och ge stöd.
    d60:
      en: Follow up in a one-to-one talk with concrete examples.
      sv: Följ upp i ett enskilt samtal med konkreta exempel.
    d90:
      en: "If nothing changes: handle it as a staff matter with HR, outside this tool."
      sv: "Om inget förändras: hantera det som ett personalärende med HR, utanför det här verktyget."
    caution:
      en: The tool must never be used to score or rank individuals.
      sv: Verktyget får aldrig användas för att betygsätta eller rangordna enskilda personer.

# The library the incentive map starts from: elements of the customer experience, typical roles and what they are
# measured on. All of it is a starting point for a leader to change; the ratings are illustrations.
# Weights are relative to each other, and 0 leaves an element out until it is chosen. Effects go from -2 to +2:
# what happens to the element when the role does everything for the measure. Shares of a role''s measures add up to 1.
# `cross_effects`: what the measures of one role do to the chance of another role to reach its own.
incentives:
  question:
    en: Suppose this role does everything it can to improve this measure. What happens to this element of the customer experience?
    sv: Anta att rollen gör allt för att förbättra det här måttet. Vad händer då med den här delen av kundupplevelsen?
  shortcut_question:
    en: How easy is it to improve the measure without helping the customer? (0 = impossible, 1 = very easy)
    sv: Hur lätt är det att förbättra måttet utan att kunden får det bättre? (0 = omöjligt, 1 = mycket lätt)
  effect_scale:
    - value: -2
      en: Clearly harms
      sv: Skadar tydligt
    - value: -1
      en: Harms somewhat
      sv: Skadar något
    - value: 0
      en: No effect
      sv: Ingen påverkan
    - value: 1
      en: Helps somewhat
      sv: Hjälper något
    - value: 2
      en: Clearly helps
      sv: Hjälper tydligt
  elements:
    - id: reachable
      weight: 0.25
      en: Easy to reach a person who can help
      sv: Lätt att nå en människa som kan hjälpa till
    - id: first_contact
      weight: 0.25
      en: The problem is solved at the first contact
      sv: Problemet löses vid första kontakten
    - id: promises
      weight: 0.2
      en: Promises are kept
      sv: Löften hålls
    - id: friendly
      weight: 0.15
      en: Friendly and respectful treatment
      sv: Vänligt och respektfullt bemötande
    - id: fairness
      weight: 0.15
      en: Fair handling when something goes wrong
      sv: Rättvis hantering när något går fel
    - id: speed
      weight: 0
      en: Short waiting time
      sv: Kort väntetid
    - id: informed
      weight: 0
      en: The customer knows what happens next
      sv: Kunden vet vad som händer härnäst
    - id: low_price
      weight: 0
      en: A low price
      sv: Lågt pris
  roles:
    - id: ceo
      en: CEO
      sv: Vd
      influence: 1
      metrics:
        - id: growth
          en: Short-term growth
          sv: Kortsiktig tillväxt
          direction: maximise
          share: 0.5
          effects:
            reachable: -1
            first_contact: 0
            promises: -1
            friendly: 0
            fairness: -1
            speed: -1
            informed: 0
            low_price: 1
        - id: profit
          en: Short-term profitability
          sv: Kortsiktig lönsamhet
          direction: maximise
          share: 0.5
          effects:
            reachable: -2
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: -1
            speed: -1
            informed: 0
            low_price: -1
    - id: sales
      en: Head of sales
      sv: Säljchef
      influence: 1
      metrics:
        - id: sales
          en: Sales volume
          sv: Försäljningsvolym
          direction: maximise
          share: 1.0
          effects:
            reachable: 0
            first_contact: 0
            promises: -2
            friendly: 1
            fairness: -1
            speed: 0
            informed: 0
            low_price: 1
    - id: hr
      en: Head of HR
      sv: HR-chef
      influence: 1
      metrics:
        - id: esat
          en: Employee satisfaction
          sv: Medarbetarnöjdhet
          direction: maximise
          share: 1.0
          effects:
            reachable: 0
            first_contact: 0
            promises: 0
            friendly: 1
            fairness: 0
            speed: 0
            informed: 0
            low_price: 0
    - id: marketing
      en: Head of marketing
      sv: Marknadschef
      influence: 1
      metrics:
        - id: reach
          en: Exposure
          sv: Exponering
          direction: maximise
          share: 0.5
          effects:
            reachable: 0
            first_contact: 0
            promises: -1
            friendly: 0
            fairness: 0
            speed: 0
            informed: 0
            low_price: 0
        - id: conv
          en: Conversion in social media
          sv: Konvertering i sociala medier
          direction: maximise
          share: 0.5
          effects:
            reachable: 0
            first_contact: 0
            promises: -1
            friendly: 0
            fairness: 0
            speed: 0
            informed: -1
            low_price: 1
    - id: it
      en: Head of IT
      sv: It-chef
      influence: 1
      metrics:
        - id: auto
          en: Share of cases handled without staff
          sv: Andel ärenden som hanteras utan personal
          direction: maximise
          share: 1.0
          effects:
            reachable: -2
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: 0
            speed: 1
            informed: 0
            low_price: 1
    - id: customer_service
      en: Head of customer service
      sv: Kundtjänstchef
      influence: 1
      metrics:
        - id: calls
          en: Number of calls handled
          sv: Antal hanterade samtal
          direction: maximise
          share: 0.5
          effects:
            reachable: 2
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: 0
            speed: 1
            informed: -1
            low_price: 0
        - id: cost
          en: Cost per call
          sv: Kostnad per samtal
          direction: minimise
          share: 0.5
          effects:
            reachable: -1
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: -1
            speed: -1
            informed: -1
            low_price: 1
    - id: warehouse
      en: Warehouse manager
      sv: Lagerchef
      influence: 1
      metrics:
        - id: returns
          en: Number of returns
          sv: Antal returer
          direction: minimise
          share: 1.0
          effects:
            reachable: 0
            first_contact: 0
            promises: 0
            friendly: -1
            fairness: -2
            speed: 0
            informed: 0
            low_price: 0
          shortcut:
            ease: 1.0
            root:
              en: Remove the causes of returns
              sv: Åtgärda orsakerna till returer
            shortcut:
              en: Refuse returns
              sv: Neka returer
            root_effects:
              reachable: 0
              first_contact: 0
              promises: 2
              friendly: 0
              fairness: 1
              speed: 0
              informed: 1
              low_price: 1
            shortcut_effects:
              reachable: 0
              first_contact: 0
              promises: 0
              friendly: -1
              fairness: -2
              speed: 0
              informed: 0
              low_price: 0
  cross_effects:
    - source: sales
      "on": customer_service
      value: -2
    - source: customer_service
      "on": sales
      value: -1
    - source: it
      "on": customer_service
      value: 1
    - source: ceo
      "on": customer_service
      value: -1
    - source: warehouse
      "on": customer_service
      value: -2
    - source: marketing
      "on": sales
      value: 1
');
INSERT INTO "instruments" VALUES('1cefa81ed1e5fb58ab5953fa6412f5ebd715ab218ed8e4962b9c6ece52db6cac','incentives:
  question:
    en: Suppose this role does everything it can to improve this measure. What happens to this element of the customer experience?
    sv: Anta att rollen gör allt för att förbättra det här måttet. Vad händer då med den här delen av kundupplevelsen?
  shortcut_question:
    en: How easy is it to improve the measure without helping the customer? (0 = impossible, 1 = very easy)
    sv: Hur lätt är det att förbättra måttet utan att kunden får det bättre? (0 = omöjligt, 1 = mycket lätt)
  effect_scale:
    - value: -2
      en: Clearly harms
      sv: Skadar tydligt
    - value: -1
      en: Harms somewhat
      sv: Skadar något
    - value: 0
      en: No effect
      sv: Ingen påverkan
    - value: 1
      en: Helps somewhat
      sv: Hjälper något
    - value: 2
      en: Clearly helps
      sv: Hjälper tydligt
  elements:
    - id: reachable
      weight: 0.25
      en: Easy to reach a person who can help
      sv: Lätt att nå en människa som kan hjälpa till
    - id: first_contact
      weight: 0.25
      en: The problem is solved at the first contact
      sv: Problemet löses vid första kontakten
    - id: promises
      weight: 0.2
      en: Promises are kept
      sv: Löften hålls
    - id: friendly
      weight: 0.15
      en: Friendly and respectful treatment
      sv: Vänligt och respektfullt bemötande
    - id: fairness
      weight: 0.15
      en: Fair handling when something goes wrong
      sv: Rättvis hantering när något går fel
    - id: speed
      weight: 0
      en: Short waiting time
      sv: Kort väntetid
    - id: informed
      weight: 0
      en: The customer knows what happens next
      sv: Kunden vet vad som händer härnäst
    - id: low_price
      weight: 0
      en: A low price
      sv: Lågt pris
  roles:
    - id: ceo
      en: CEO
      sv: Vd
      influence: 1
      metrics:
        - id: growth
          en: Short-term growth
          sv: Kortsiktig tillväxt
          direction: maximise
          share: 0.5
          effects:
            reachable: -1
            first_contact: 0
            promises: -1
            friendly: 0
            fairness: -1
            speed: -1
            informed: 0
            low_price: 1
        - id: profit
          en: Short-term profitability
          sv: Kortsiktig lönsamhet
          direction: maximise
          share: 0.5
          effects:
            reachable: -2
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: -1
            speed: -1
            informed: 0
            low_price: -1
    - id: sales
      en: Head of sales
      sv: Säljdirektör
      influence: 1
      metrics:
        - id: sales
          en: Sales volume
          sv: Försäljningsvolym
          direction: maximise
          share: 1.0
          effects:
            reachable: 0
            first_contact: 0
            promises: -2
            friendly: 1
            fairness: -1
            speed: 0
            informed: 0
            low_price: 1
    - id: hr
      en: Head of HR
      sv: HR-chef
      influence: 1
      metrics:
        - id: esat
          en: Employee satisfaction
          sv: Medarbetarnöjdhet
          direction: maximise
          share: 1.0
          effects:
            reachable: 0
            first_contact: 0
            promises: 0
            friendly: 1
            fairness: 0
            speed: 0
            informed: 0
            low_price: 0
    - id: marketing
      en: Head of marketing
      sv: Marknadschef
      influence: 1
      metrics:
        - id: reach
          en: Exposure
          sv: Exponering
          direction: maximise
          share: 0.5
          effects:
            reachable: 0
            first_contact: 0
            promises: -1
            friendly: 0
            fairness: 0
            speed: 0
            informed: 0
            low_price: 0
        - id: conv
          en: Conversion in social media
          sv: Konvertering i sociala medier
          direction: maximise
          share: 0.5
          effects:
            reachable: 0
            first_contact: 0
            promises: -1
            friendly: 0
            fairness: 0
            speed: 0
            informed: -1
            low_price: 1
    - id: it
      en: Head of IT
      sv: It-chef
      influence: 1
      metrics:
        - id: auto
          en: Share of cases handled without staff
          sv: Andel ärenden som hanteras utan personal
          direction: maximise
          share: 1.0
          effects:
            reachable: -2
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: 0
            speed: 1
            informed: 0
            low_price: 1
    - id: customer_service
      en: Head of customer service
      sv: Kundtjänstchef
      influence: 1
      metrics:
        - id: calls
          en: Number of calls handled
          sv: Antal hanterade samtal
          direction: maximise
          share: 0.5
          effects:
            reachable: 2
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: 0
            speed: 1
            informed: -1
            low_price: 0
        - id: cost
          en: Cost per call
          sv: Kostnad per samtal
          direction: minimise
          share: 0.5
          effects:
            reachable: -1
            first_contact: -1
            promises: 0
            friendly: -1
            fairness: -1
            speed: -1
            informed: -1
            low_price: 1
    - id: warehouse
      en: Warehouse manager
      sv: Lagerchef
      influence: 1
      metrics:
        - id: returns
          en: Number of returns
          sv: Antal returer
          direction: minimise
          share: 1.0
          effects:
            reachable: 0
            first_contact: 0
            promises: 0
            friendly: -1
            fairness: -2
            speed: 0
            informed: 0
            low_price: 0
          shortcut:
            ease: 1.0
            root:
              en: Remove the causes of returns
              sv: Åtgärda orsakerna till returer
            shortcut:
              en: Refuse returns
              sv: Neka returer
            root_effects:
              reachable: 0
              first_contact: 0
              promises: 2
              friendly: 0
              fairness: 1
              speed: 0
              informed: 1
              low_price: 1
            shortcut_effects:
              reachable: 0
              first_contact: 0
              promises: 0
              friendly: -1
              fairness: -2
              speed: 0
              informed: 0
              low_price: 0
  cross_effects:
    - source: sales
      "on": customer_service
      value: -2
    - source: customer_service
      "on": sales
      value: -1
    - source: it
      "on": customer_service
      value: 1
    - source: ceo
      "on": customer_service
      value: -1
    - source: warehouse
      "on": customer_service
      value: -2
    - source: marketing
      "on": sales
      value: 1
');
CREATE TABLE plan_lines (
	id INTEGER NOT NULL, 
	series_id INTEGER NOT NULL, 
	line VARCHAR(32) NOT NULL, 
	source VARCHAR(100), 
	added_in INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	first_step TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	success TEXT NOT NULL, 
	due DATE, 
	state VARCHAR(10) NOT NULL, 
	outcome VARCHAR(20), 
	PRIMARY KEY (id), 
	UNIQUE (series_id, line), 
	UNIQUE (series_id, source), 
	FOREIGN KEY(series_id) REFERENCES series (id) ON DELETE CASCADE
);
CREATE TABLE purge_log (
	day DATE NOT NULL, 
	PRIMARY KEY (day)
);
CREATE TABLE series (
	id INTEGER NOT NULL, 
	key_hash VARCHAR(64) NOT NULL, 
	view_salt VARCHAR(32), 
	view_hash VARCHAR(64), 
	PRIMARY KEY (id), 
	UNIQUE (key_hash), 
	UNIQUE (view_hash)
);
INSERT INTO "series" VALUES(1,'d59c2a5f721ce135ce54628b1ad8ad8b8eb26c8bbe2e2abe1cdca97e2d6ab446',NULL,NULL);
INSERT INTO "series" VALUES(2,'d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed',NULL,NULL);
INSERT INTO "series" VALUES(3,'049ba7938079b6dd035dc492e4fdb635df1c6fa4cba3f2a48d87c142b7ca7e79',NULL,NULL);
INSERT INTO "series" VALUES(4,'21c0162c251681f5075de31614443b6694da83ba30e675e0d171e0ef5c535d0a',NULL,NULL);
INSERT INTO "series" VALUES(5,'6ac2db43fb4ecb406959db7ca00d9e3b191cd44938a38d4e8947e9fb0ebf207c',NULL,NULL);
INSERT INTO "series" VALUES(6,'2a9618c1312a6715fa4dbfb4cdb6fe5e832e526b1700d0448dac83981ff512bd',NULL,NULL);
CREATE TABLE tabs (
	assessment_id INTEGER NOT NULL, 
	tab VARCHAR(40) NOT NULL, 
	last_tap INTEGER NOT NULL, 
	UNIQUE (assessment_id, tab), 
	FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
);
COMMIT;
