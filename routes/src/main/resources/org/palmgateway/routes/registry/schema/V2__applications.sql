-- A client id that was given once is never given to somebody else, so that nothing of an application is deleted.
create table palm_application (
    issuer       varchar(500)  not null,
    client       varchar(100)  not null,
    name         varchar(200)  not null,
    kind         varchar(20)   not null,
    audience     varchar(20)   not null,
    stage        varchar(20)   not null,
    -- Tells a client at the issuer that is this application's from one that happens to have its id.
    registration varchar(100)  not null,
    created_by   varchar(1000) not null,
    created_at   bigint        not null,
    version      bigint        not null,
    primary key (issuer, client)
);

create table palm_application_member (
    issuer         varchar(500) not null,
    client         varchar(100) not null,
    member_issuer  varchar(500) not null,
    member_subject varchar(500) not null,
    primary key (issuer, client, member_issuer, member_subject),
    foreign key (issuer, client) references palm_application
);
create index palm_application_member_by_person on palm_application_member (member_issuer, member_subject);

-- The sequence is the change of the registry by which it last began or ceased to hold; 0 while it never held.
create table palm_subscription (
    issuer       varchar(500)  not null,
    client       varchar(100)  not null,
    owner        varchar(100)  not null,
    kind         varchar(20)   not null,
    item         varchar(100)  not null,
    stage        varchar(20)   not null,
    requested_by varchar(1000) not null,
    requested_at bigint        not null,
    reason       varchar(1000) not null,
    decided_by   varchar(1000),
    decided_at   bigint,
    decision     varchar(1000),
    version      bigint        not null,
    sequence     bigint        not null,
    primary key (issuer, client, owner, kind, item),
    foreign key (issuer, client) references palm_application
);
create index palm_subscription_of_owner on palm_subscription (owner, stage);
create index palm_subscription_since on palm_subscription (sequence);
create index palm_subscription_at_stage on palm_subscription (stage);

-- Answers by hour since 1970-01-01T00Z and by class of status; all nodes add to the same rows.
create table palm_usage (
    issuer     varchar(500) not null,
    client     varchar(100) not null,
    route      varchar(100) not null,
    at_hour    bigint       not null,
    owner      varchar(100) not null,
    informed   bigint       not null,
    succeeded  bigint       not null,
    redirected bigint       not null,
    refused    bigint       not null,
    failed     bigint       not null,
    primary key (issuer, client, route, at_hour, owner)
);
create index palm_usage_since on palm_usage (at_hour);
