CREATE TABLE "guest_link" (
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"uses_left" integer,
	"used_count" integer DEFAULT 0 NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	CONSTRAINT "guest_link_room_id_id_pk" PRIMARY KEY("room_id","id")
);
--> statement-breakpoint
ALTER TABLE "room" ADD COLUMN "appointment" jsonb;--> statement-breakpoint
ALTER TABLE "guest_link" ADD CONSTRAINT "guest_link_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "guest_link_token" ON "guest_link" USING btree ("room_id","token_hash");