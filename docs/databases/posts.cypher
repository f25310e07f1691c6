// Who holds which post, and from when to when it was seen held.
MATCH (who:Entity)-[post:HOLDS_POST]->(body:Entity)
WHERE post.`from` IS NOT NULL
RETURN DISTINCT who.name AS who, post.title AS title, body.name AS body, post.`from` AS `from`, post.`to` AS `to`
ORDER BY body, who, title
