// The catalogue.

import { migration } from '@paidonce/shared/database';

/** pg_trgm is a trusted extension: the owner of the database may create it. Its index serves LIKE and similarity alike. */
export const products = migration(
  'create extension if not exists pg_trgm',
  `create table products (
    id text primary key,
    version integer not null default 1,
    name text not null,
    description text not null,
    picture text not null,
    price_minor bigint not null check (price_minor >= 0),
    currency text not null,
    categories text[] not null
  )`,
  'create index products_name_trigrams on products using gin (name gin_trgm_ops)',
  'create index products_categories on products using gin (categories)',
);
