// @ts-check

/**
 * Heads are small and written at every read; bodies are large and written only when their version changes. Two tables,
 * so that a head's update never rewrites a body.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_snapshot_heads', table => {
    table.comment('What is known about the last read of each source');
    table.string('kind', 64).notNullable();
    table.string('source', 128).notNullable();
    table.text('head').notNullable().comment('SnapshotHead as JSON');
    table.primary(['kind', 'source']);
  });
  await knex.schema.createTable('infra_snapshot_bodies', table => {
    table.comment('The last good data of each source');
    table.string('kind', 64).notNullable();
    table.string('source', 128).notNullable();
    table.string('version', 64).notNullable();
    table.binary('body').notNullable().comment('JSON, compressed with zstd');
    table.primary(['kind', 'source']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_snapshot_bodies');
  await knex.schema.dropTable('infra_snapshot_heads');
};
