CREATE TABLE "account_identity" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at_ms" bigint NOT NULL,
	CONSTRAINT "account_identity_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "account_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"user_agent" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"last_seen_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	CONSTRAINT "account_session_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"username_key" text NOT NULL,
	"email" text,
	"email_key" text,
	"password_hash" text,
	"role" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	CONSTRAINT "account_username_key_unique" UNIQUE("username_key"),
	CONSTRAINT "account_email_key_unique" UNIQUE("email_key")
);
--> statement-breakpoint
CREATE TABLE "passkey_challenge" (
	"challenge" text PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"expires_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"name" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"last_used_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "password_reset" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "server_setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_up_invite" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"uses_left" integer,
	"used_count" integer DEFAULT 0 NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	CONSTRAINT "sign_up_invite_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "library" (
	"id" uuid PRIMARY KEY NOT NULL,
	"folder" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"kind_is_guess" boolean NOT NULL,
	"is_public" boolean NOT NULL,
	"is_for_all" boolean DEFAULT true NOT NULL,
	CONSTRAINT "library_folder_unique" UNIQUE("folder")
);
--> statement-breakpoint
CREATE TABLE "library_access" (
	"library_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "library_access_library_id_account_id_pk" PRIMARY KEY("library_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "restricted_account" (
	"account_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "season" (
	"id" uuid PRIMARY KEY NOT NULL,
	"series_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"artwork_id" text,
	"artwork_color" text,
	"artwork_path" text
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"library_id" uuid NOT NULL,
	"title" text NOT NULL,
	"year" integer,
	"artwork_id" text,
	"artwork_color" text,
	"artwork_path" text,
	"title_key" text COLLATE "C" GENERATED ALWAYS AS (search_key(title)) STORED,
	"title_words" "tsvector" GENERATED ALWAYS AS (search_words(title)) STORED
);
--> statement-breakpoint
CREATE TABLE "subtitle" (
	"id" uuid PRIMARY KEY NOT NULL,
	"track_id" uuid NOT NULL,
	"path" text COLLATE "C" NOT NULL,
	"language" text,
	"is_forced" boolean NOT NULL,
	"describes_sound" boolean NOT NULL,
	"broken_reason" text
);
--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "library_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "read_as" text;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "subtitles_version" text;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "artwork_path" text;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "role" text DEFAULT 'track' NOT NULL;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "year" integer;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "season_id" uuid;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "episode_number" integer;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "last_episode_number" integer;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "absolute_number" integer;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "air_date" text;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "place" integer;--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "room" ADD COLUMN "password_hash" text;--> statement-breakpoint
ALTER TABLE "room_sighting" ADD COLUMN "owner_seen_at_ms" bigint;--> statement-breakpoint
ALTER TABLE "account_identity" ADD CONSTRAINT "account_identity_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_session" ADD CONSTRAINT "account_session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenge" ADD CONSTRAINT "passkey_challenge_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_access" ADD CONSTRAINT "library_access_library_id_library_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."library"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_access" ADD CONSTRAINT "library_access_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_account" ADD CONSTRAINT "restricted_account_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "season" ADD CONSTRAINT "season_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_library_id_library_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."library"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subtitle" ADD CONSTRAINT "subtitle_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_identity_account" ON "account_identity" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "account_session_account" ON "account_session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "passkey_account" ON "passkey" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "password_reset_account" ON "password_reset" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "library_access_account" ON "library_access" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "season_number" ON "season" USING btree ("series_id","number");--> statement-breakpoint
CREATE INDEX "season_artwork" ON "season" USING btree ("artwork_id");--> statement-breakpoint
CREATE INDEX "series_title" ON "series" USING btree ("library_id","title_key","id");--> statement-breakpoint
CREATE INDEX "series_artwork" ON "series" USING btree ("artwork_id");--> statement-breakpoint
CREATE INDEX "series_title_words" ON "series" USING gin ("title_words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "subtitle_track" ON "subtitle" USING btree ("track_id");--> statement-breakpoint
ALTER TABLE "track" ADD CONSTRAINT "track_library_id_library_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."library"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track" ADD CONSTRAINT "track_season_id_season_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."season"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "track_library_title" ON "track" USING btree ("library_id","role","title_key","id");--> statement-breakpoint
CREATE INDEX "track_season" ON "track" USING btree ("season_id","place");--> statement-breakpoint
CREATE INDEX "member_invited" ON "member" USING btree ("person_id","joined_at_ms") WHERE state in ('invited', 'notComing');