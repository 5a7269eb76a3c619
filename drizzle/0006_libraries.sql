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
-- Each folder that has tracks is a library, under the id that a scan will give it: a UUID from the hash of its path.
INSERT INTO "library" ("id", "folder", "name", "kind", "kind_is_guess", "is_public")
SELECT encode(set_byte(set_byte(bytes, 6, get_byte(bytes, 6) & 15 | 128), 8, get_byte(bytes, 8) & 63 | 128), 'hex')::uuid,
	folder, coalesce(nullif(regexp_replace(folder, '^.*/', ''), ''), folder), 'music', true, false
FROM (SELECT folder, substring(sha256(convert_to(folder, 'UTF8')) for 16) AS bytes FROM (SELECT DISTINCT folder FROM "track") folders) hashed;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "library_id" uuid;--> statement-breakpoint
UPDATE "track" SET "library_id" = "library"."id" FROM "library" WHERE "library"."folder" = "track"."folder";--> statement-breakpoint
ALTER TABLE "track" ALTER COLUMN "library_id" SET NOT NULL;--> statement-breakpoint
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
ALTER TABLE "library_access" ADD CONSTRAINT "library_access_library_id_library_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."library"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_access" ADD CONSTRAINT "library_access_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_account" ADD CONSTRAINT "restricted_account_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "season" ADD CONSTRAINT "season_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_library_id_library_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."library"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subtitle" ADD CONSTRAINT "subtitle_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "library_access_account" ON "library_access" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "season_number" ON "season" USING btree ("series_id","number");--> statement-breakpoint
CREATE INDEX "season_artwork" ON "season" USING btree ("artwork_id");--> statement-breakpoint
CREATE INDEX "series_title" ON "series" USING btree ("library_id","title_key","id");--> statement-breakpoint
CREATE INDEX "series_artwork" ON "series" USING btree ("artwork_id");--> statement-breakpoint
CREATE INDEX "series_title_words" ON "series" USING gin ("title_words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "subtitle_track" ON "subtitle" USING btree ("track_id");--> statement-breakpoint
ALTER TABLE "track" ADD CONSTRAINT "track_library_id_library_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."library"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "track" ADD CONSTRAINT "track_season_id_season_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."season"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "track_library_title" ON "track" USING btree ("library_id","title_key","id");--> statement-breakpoint
CREATE INDEX "track_season" ON "track" USING btree ("season_id","place");