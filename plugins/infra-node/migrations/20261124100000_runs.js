// @ts-check

/**
 * Runs and the audit trail. A run and its audit record are written in one transaction, which is why each plugin keeps
 * its own trail, beside its runs.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('infra_runs', table => {
    table.comment(
      'One execution of an action each, from its acceptance to its true end',
    );
    table.string('id', 36).primary();
    table.string('actor').notNullable();
    table.string('resource_id').notNullable();
    table.string('created_at', 32).notNullable();
    table.boolean('ended').notNullable();
    table
      .string('active_resource')
      .unique()
      .comment(
        'The resource while the run has not ended: one run at a time on each thing',
      );
    table.text('run').notNullable().comment('Run as JSON');
    table
      .integer('revision')
      .notNullable()
      .comment('Counts what was written: who writes must have read the last');
    table.text('cursor').comment('How far the follower has come, as JSON');
    table
      .boolean('cancel_requested')
      .notNullable()
      .comment('Somebody asked to stop it');
    table.string('lease_owner', 36).comment('The process that follows the run');
    table.bigInteger('lease_until').comment('Milliseconds since the epoch');
    table.index(['ended', 'created_at']);
  });
  await knex.schema.createTable('infra_run_log', table => {
    table.comment('What the upstream wrote while it worked');
    table.string('run_id', 36).notNullable();
    table.integer('n').notNullable();
    table.string('at', 32).notNullable();
    table.text('text').notNullable();
    table.primary(['run_id', 'n']);
  });
  await knex.schema.createTable('infra_audit', table => {
    table.comment(
      'Append-only: each record holds the hash of the one before it',
    );
    table.integer('seq').primary();
    table.string('at', 32).notNullable().index();
    table.string('event', 32).notNullable();
    table.string('actor').notNullable().index();
    table.string('origin', 16).notNullable();
    table.string('action', 128).notNullable();
    table.string('resource_type', 128).notNullable();
    table.string('resource_id').notNullable().index();
    table.string('resource_title').notNullable();
    table.string('run_id', 36);
    table.text('detail').notNullable().comment('JSON');
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
  });
  await knex.schema.createTable('infra_audit_head', table => {
    table.comment(
      'The end of the trail, so that a record missing there is found too',
    );
    table.integer('id').primary();
    table.integer('seq').notNullable();
    table.string('hash', 64).notNullable();
  });
  await knex('infra_audit_head').insert({
    id: 1,
    seq: 0,
    hash: '0'.repeat(64),
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('infra_audit_head');
  await knex.schema.dropTable('infra_audit');
  await knex.schema.dropTable('infra_run_log');
  await knex.schema.dropTable('infra_runs');
};
