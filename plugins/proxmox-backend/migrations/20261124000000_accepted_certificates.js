// @ts-check

/**
 * Certificates of endpoints that somebody accepted in place of the configured ones.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('accepted_certificates', table => {
    table.string('cluster', 255).notNullable();
    table.string('endpoint', 512).notNullable().comment('Its URL');
    table.string('fingerprint', 95).notNullable().comment('SHA-256');
    table
      .string('replaces', 95)
      .notNullable()
      .comment('What was configured then: with another one this is void');
    table.string('run_id', 36).notNullable().comment('Who, when, from where');
    table.string('accepted_at', 30).notNullable().comment('ISO 8601, UTC');
    table.primary(['cluster', 'endpoint']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('accepted_certificates');
};
