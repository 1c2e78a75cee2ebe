BEGIN TRANSACTION;
CREATE TABLE assessments (
	id INTEGER NOT NULL, 
	key_hash VARCHAR(64) NOT NULL, 
	instrument_version VARCHAR(20) NOT NULL, 
	scoring_version VARCHAR(20) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (key_hash)
);
INSERT INTO "assessments" VALUES(1,'6205229b8ddd43f0f4ac65ea3385e5ff778d2dafe3928bbc5e18b693fccad323','1.0','1','2026-11-22 04:20:25.558099',NULL);
INSERT INTO "assessments" VALUES(2,'67486c00923307baf80bccf725d3f420c778a20a7706c450e41ba293686b527a','1.0','1','2026-11-22 04:20:25.568030','2026-11-22 04:20:25.573938');
CREATE TABLE choices (
	assessment_id INTEGER NOT NULL, 
	path VARCHAR(200) NOT NULL, 
	value JSON NOT NULL, 
	saved_at DATETIME NOT NULL, 
	UNIQUE (assessment_id, path), 
	FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
);
INSERT INTO "choices" VALUES(1,'form','"quick"','2026-11-22 04:20:25.560958');
INSERT INTO "choices" VALUES(1,'language','"sv"','2026-11-22 04:20:25.560958');
INSERT INTO "choices" VALUES(1,'behaviours.current','"Vi avslutar snabbt."','2026-11-22 04:20:25.560958');
INSERT INTO "choices" VALUES(1,'behaviours.new','"Vi l\u00f6ser det direkt."','2026-11-22 04:20:25.560958');
INSERT INTO "choices" VALUES(1,'experience.agreed','"partly"','2026-11-22 04:20:25.560958');
INSERT INTO "choices" VALUES(1,'ratings.ABI01.current',4,'2026-11-22 04:20:25.565202');
INSERT INTO "choices" VALUES(1,'ratings.ABI01.new','"dont_know"','2026-11-22 04:20:25.565202');
INSERT INTO "choices" VALUES(2,'form','"full"','2026-11-22 04:20:25.568759');
INSERT INTO "choices" VALUES(2,'language','"en"','2026-11-22 04:20:25.568759');
INSERT INTO "choices" VALUES(2,'ratings.CON04.new',2,'2026-11-22 04:20:25.571180');
CREATE TABLE tabs (
	assessment_id INTEGER NOT NULL, 
	tab VARCHAR(40) NOT NULL, 
	last_tap INTEGER NOT NULL, 
	UNIQUE (assessment_id, tab), 
	FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
);
INSERT INTO "tabs" VALUES(1,'tab-1',2);
INSERT INTO "tabs" VALUES(2,'tab-2',1);
COMMIT;
