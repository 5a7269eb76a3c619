-- What a person types and what a tag says meet in this form: no accents, no case, no punctuation, single spaces.
-- A title of nothing but punctuation keeps it, so that it can still be found.
CREATE FUNCTION search_key(input text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN coalesce(
	nullif(trim(regexp_replace(
		translate(lower(unaccent(input)), '''`', ''),
		'[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g')), ''),
	trim(regexp_replace(lower(input), '\s+', ' ', 'g'))
);
--> statement-breakpoint
-- Not to_tsvector: its parser takes "AC/DC" for a file and hears other words in other locales.
CREATE FUNCTION search_words(input text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
	array_to_tsvector(array_remove(string_to_array(search_key(input), ' '), ''));
--> statement-breakpoint
-- The rows only mirror the disk; the next scan brings them back, with ids made from their paths.
TRUNCATE "track";
--> statement-breakpoint
CREATE TABLE "search_word" (
	"word" text COLLATE "C" PRIMARY KEY NOT NULL
);
--> statement-breakpoint
DROP INDEX "track_kind";--> statement-breakpoint
ALTER TABLE "track" ALTER COLUMN "path" SET DATA TYPE text COLLATE "C";--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "folder" text NOT NULL;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "cover_version" text;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "artwork_color" text;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "title_key" text COLLATE "C" GENERATED ALWAYS AS (search_key(title)) STORED;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "title_words" "tsvector" GENERATED ALWAYS AS (search_words(title)) STORED;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "title_artist_words" "tsvector" GENERATED ALWAYS AS (search_words(title || ' ' || coalesce(artist, ''))) STORED;--> statement-breakpoint
ALTER TABLE "track" ADD COLUMN "all_words" "tsvector" GENERATED ALWAYS AS (search_words(title || ' ' || coalesce(artist, '') || ' ' || coalesce(album, ''))) STORED;--> statement-breakpoint
CREATE INDEX "search_word_trigrams" ON "search_word" USING gin ("word" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "track_artwork" ON "track" USING btree ("artwork_id");--> statement-breakpoint
CREATE INDEX "track_title" ON "track" USING btree ("title_key","id");--> statement-breakpoint
CREATE INDEX "track_kind_title" ON "track" USING btree ("kind","title_key","id");--> statement-breakpoint
CREATE INDEX "track_title_words" ON "track" USING gin ("title_words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "track_title_artist_words" ON "track" USING gin ("title_artist_words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "track_all_words" ON "track" USING gin ("all_words") WITH (fastupdate=false);