/** What is read of one node, guest or storage when somebody looks at it. */
export const detailEndpoints = {};
