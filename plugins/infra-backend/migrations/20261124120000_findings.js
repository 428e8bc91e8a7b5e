// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_findings', table => {
    table.comment('Each finding as it was last told by its plugin');
    table.string('id', 512).primary();
    table.string('plugin_id', 128).notNullable();
    table.string('state', 16).notNullable();
    table.string('seen_at', 32).notNullable();
    table.string('resolved_at', 32);
    table
      .string('severity_since', 32)
      .notNullable()
      .comment('Since when it is as severe as it is');
    table.text('finding').notNullable().comment('Finding as JSON');
    table.text('acknowledged').comment('FindingDecision as JSON');
    table.text('muted').comment('FindingDecision as JSON');
    table
      .string('told', 16)
      .comment('What its owner was last told: that it is open, or resolved');
    table.text('notice').comment('Who was told what, as JSON');
    table.index(['plugin_id', 'state']);
  });
  await knex.schema.createTable('infra_finding_history', table => {
    table.comment('What happened to each finding, a row a transition');
    table.increments('n');
    table.string('finding_id', 512).notNullable().index();
    table.string('at', 32).notNullable().index();
    table.string('transition', 32).notNullable();
    table.string('severity', 16).notNullable();
    table.string('by');
    table.text('reason');
    table.string('until', 32);
  });
  await knex.schema.createTable('infra_finding_plugins', table => {
    table.comment('How asking each plugin for its findings last ended');
    table.string('plugin_id', 128).primary();
    table.string('asked_at', 32).notNullable();
    table
      .text('unknown')
      .notNullable()
      .comment('What of it is not known, and why: JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_finding_plugins');
  await knex.schema.dropTable('infra_finding_history');
  await knex.schema.dropTable('infra_findings');
};
