// @ts-check

/**
 * A run may begin others.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('infra_runs', table => {
    table
      .string('parent_id', 36)
      .index()
      .comment('The run that began this one, if one did');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('infra_runs', table => {
    table.dropIndex('parent_id');
    table.dropColumn('parent_id');
  });
};
