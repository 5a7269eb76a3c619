CREATE TABLE "node_life" (
	"id" integer PRIMARY KEY NOT NULL,
	"alive_at_ms" bigint NOT NULL,
	"outage_from_ms" bigint,
	"outage_to_ms" bigint
);
--> statement-breakpoint
ALTER TABLE "room" ADD COLUMN "gate" jsonb;