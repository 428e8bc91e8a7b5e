// @ts-check

/**
 * What a run begins is held to what the policy said when it was accepted.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('infra_runs', table => {
    table
      .text('decision')
      .comment('JSON: what the permission policy said when it was accepted');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('infra_runs', table => {
    table.dropColumn('decision');
  });
};
