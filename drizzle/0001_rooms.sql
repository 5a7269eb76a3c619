CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"room_id" uuid,
	"name" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"last_used_at_ms" bigint,
	"revoked_at_ms" bigint,
	CONSTRAINT "api_token_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "track" (
	"id" uuid PRIMARY KEY NOT NULL,
	"path" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"modified_at_ms" bigint NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"artist" text,
	"album" text,
	"duration_ms" integer NOT NULL,
	"artwork_id" text,
	"broken_reason" text
);
--> statement-breakpoint
CREATE TABLE "member" (
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"joined_at_ms" bigint NOT NULL,
	CONSTRAINT "member_room_id_id_pk" PRIMARY KEY("room_id","id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"member_id" uuid NOT NULL,
	"text" text NOT NULL,
	"at_ms" bigint NOT NULL,
	CONSTRAINT "message_room_id_id_pk" PRIMARY KEY("room_id","id")
);
--> statement-breakpoint
CREATE TABLE "pairing" (
	"code" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	"room_code" text,
	"used" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_item" (
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"track" jsonb NOT NULL,
	"added_by" uuid NOT NULL,
	"rank" text NOT NULL,
	"state" text NOT NULL,
	"started_at_ms" bigint,
	"outcome" text,
	CONSTRAINT "queue_item_room_id_id_pk" PRIMARY KEY("room_id","id")
);
--> statement-breakpoint
CREATE TABLE "room_command" (
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	CONSTRAINT "room_command_room_id_id_pk" PRIMARY KEY("room_id","id")
);
--> statement-breakpoint
CREATE TABLE "room_event" (
	"room_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "room_event_room_id_seq_pk" PRIMARY KEY("room_id","seq")
);
--> statement-breakpoint
CREATE TABLE "room" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"policy" jsonb NOT NULL,
	"playback" jsonb NOT NULL,
	"host_away" jsonb,
	"closing" jsonb,
	"ended" jsonb,
	"created_at_ms" bigint NOT NULL,
	"ends_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	"epoch" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"wake_at_ms" bigint,
	CONSTRAINT "room_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "room_sighting" (
	"room_id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"anyone_seen_at_ms" bigint NOT NULL,
	"host_seen_at_ms" bigint,
	CONSTRAINT "room_sighting_room_id_node_id_pk" PRIMARY KEY("room_id","node_id")
);
--> statement-breakpoint
CREATE TABLE "voice" (
	"room_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "voice_room_id_item_id_member_id_kind_pk" PRIMARY KEY("room_id","item_id","member_id","kind")
);
--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_item" ADD CONSTRAINT "queue_item_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_command" ADD CONSTRAINT "room_command_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_event" ADD CONSTRAINT "room_event_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_sighting" ADD CONSTRAINT "room_sighting_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voice" ADD CONSTRAINT "voice_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voice" ADD CONSTRAINT "voice_room_id_item_id_queue_item_room_id_id_fk" FOREIGN KEY ("room_id","item_id") REFERENCES "public"."queue_item"("room_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_token_person" ON "api_token" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "track_path" ON "track" USING btree ("path");--> statement-breakpoint
CREATE INDEX "track_kind" ON "track" USING btree ("kind");--> statement-breakpoint
CREATE UNIQUE INDEX "member_person" ON "member" USING btree ("room_id","person_id");--> statement-breakpoint
CREATE INDEX "member_history" ON "member" USING btree ("person_id","joined_at_ms");--> statement-breakpoint
CREATE UNIQUE INDEX "message_order" ON "message" USING btree ("room_id","seq");--> statement-breakpoint
CREATE INDEX "pairing_person" ON "pairing" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "queue_item_played" ON "queue_item" USING btree ("room_id","started_at_ms");--> statement-breakpoint
CREATE INDEX "room_event_age" ON "room_event" USING btree ("at_ms");--> statement-breakpoint
CREATE INDEX "room_wake" ON "room" USING btree ("wake_at_ms") WHERE wake_at_ms is not null;