-- One schema for H2 (in its PostgreSQL mode) and PostgreSQL. Times are milliseconds since 1970-01-01T00:00:00Z.

-- One row. Whoever changes anything locks it first, so that changes come one after the other on all nodes together.
create table palm_registry (
    id       integer primary key,
    sequence bigint  not null,
    version  bigint  not null
);
insert into palm_registry (id, sequence, version) values (1, 0, 0);

create table palm_owner (
    owner      varchar(100)  primary key,
    name_zh    varchar(200)  not null,
    name_en    varchar(200)  not null,
    approval   varchar(20)   not null,
    created_by varchar(1000) not null,
    created_at bigint        not null,
    version    bigint        not null
);

create table palm_member (
    owner   varchar(100) not null references palm_owner,
    issuer  varchar(500) not null,
    subject varchar(500) not null,
    role    varchar(20)  not null,
    primary key (owner, issuer, subject)
);
create index palm_member_by_person on palm_member (issuer, subject);

-- The text of a revision changes only while it is a draft.
create table palm_revision (
    owner        varchar(100)  not null references palm_owner,
    number       bigint        not null,
    stage        varchar(20)   not null,
    format       varchar(10)   not null,
    text         text          not null,
    written_by   varchar(1000) not null,
    written_at   bigint        not null,
    reason       varchar(1000) not null,
    submitted_by varchar(1000),
    decided_by   varchar(1000),
    decided_at   bigint,
    decision     varchar(1000),
    version      bigint        not null,
    primary key (owner, number)
);

-- What is live of each owner, and the change of the registry that made it so. Nodes ask for what came after the last they know.
create table palm_published (
    owner    varchar(100) primary key references palm_owner,
    number   bigint       not null,
    sequence bigint       not null
);
create index palm_published_since on palm_published (sequence);

create table palm_consent (
    owner      varchar(100)  not null references palm_owner,
    other      varchar(100)  not null,
    granted_by varchar(1000) not null,
    granted_at bigint        not null,
    primary key (owner, other)
);

create table palm_node (
    node     varchar(100) primary key,
    sequence bigint       not null,
    revision bigint       not null,
    seen_at  bigint       not null
);

create table palm_audit (
    position bigint        primary key,
    at       bigint        not null,
    actor    varchar(1000) not null,
    address  varchar(100)  not null,
    action   varchar(50)   not null,
    target   varchar(300)  not null,
    reason   varchar(1000) not null,
    detail   text          not null,
    previous char(64)      not null,
    hash     char(64)      not null
);
create index palm_audit_of_target on palm_audit (target, position);
