DROP INDEX "queue_item_played";--> statement-breakpoint
ALTER TABLE "voice" DROP CONSTRAINT "voice_room_id_item_id_member_id_kind_pk";--> statement-breakpoint
ALTER TABLE "voice" ADD CONSTRAINT "voice_room_id_item_id_kind_member_id_pk" PRIMARY KEY("room_id","item_id","kind","member_id");--> statement-breakpoint
ALTER TABLE "queue_item" ADD COLUMN "played_seq" bigint;--> statement-breakpoint
ALTER TABLE "voice" ADD COLUMN "seq" bigint NOT NULL;--> statement-breakpoint
CREATE INDEX "queue_item_state" ON "queue_item" USING btree ("room_id","state","played_seq");