ALTER TABLE "member" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "room" ADD COLUMN "password_hash" text;--> statement-breakpoint
ALTER TABLE "room_sighting" ADD COLUMN "owner_seen_at_ms" bigint;--> statement-breakpoint
CREATE INDEX "member_invited" ON "member" USING btree ("person_id","joined_at_ms") WHERE state in ('invited', 'notComing');