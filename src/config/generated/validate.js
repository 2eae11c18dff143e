// Made by `npm run gen` from the schema constants. Do not edit.
"use strict";
export const validateFile = validate21;
const schema6 = {"$id":"https://backworks.dev/schema/loader.json","type":"object","additionalProperties":false,"required":["endpoints"],"properties":{"name":{"type":"string","minLength":1},"version":{"type":"string","minLength":1},"description":{"type":"string"},"extends":{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1}}]},"include":{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1}}]},"server":{"type":"object","additionalProperties":false,"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":0,"maximum":65535},"max_body":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"max_headers":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"max_connections":{"type":"integer","minimum":1,"maximum":1000000},"timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"header_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"keep_alive_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"shutdown_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"tls":{"anyOf":[{"type":"string","enum":["auto","off"]},{"type":"object","additionalProperties":false,"required":["cert","key"],"properties":{"cert":{"type":"string"},"key":{"type":"string"}},"patternProperties":{"^x-":{}}}]},"cors":{"anyOf":[{"type":"boolean"},{"type":"object","additionalProperties":false,"required":["origins"],"properties":{"origins":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"headers":{"type":"array","items":{"type":"string","minLength":1}},"credentials":{"type":"boolean"},"max_age":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}}]},"rate_limit":{"type":"object","additionalProperties":false,"required":["requests"],"properties":{"requests":{"type":"integer","minimum":1,"maximum":100000},"per":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"burst":{"type":"integer","minimum":1,"maximum":100000},"header":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"patternProperties":{"^x-":{}}},"trusted_proxies":{"type":"array","items":{"type":"string","minLength":1}},"proxy_protocol":{"type":"boolean"},"compression":{"type":"boolean"}},"patternProperties":{"^x-":{}}},"mode":{"type":"string","enum":["mock","static","proxy","plugin"]},"vars":{"type":"object"},"plugins":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":{"type":["object","null"],"properties":{"enabled":{"type":"boolean"},"config":{"type":"object"},"module_path":{"type":"string"},"package":{"type":"string","minLength":1},"isolation":{"type":"string","enum":["inline","process"]},"sandbox":{"type":"boolean"},"max_execution_time":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"critical":{"type":"boolean"},"limits":{"type":"object","additionalProperties":false,"properties":{"memory":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"cpu_time":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"concurrent_operations":{"type":"integer","minimum":1,"maximum":1000000},"file_handles":{"type":"integer","minimum":1,"maximum":1000000},"policy":{"type":"string","enum":["warn","recycle","disable"]}},"patternProperties":{"^x-":{}}}}}},"environments":{"type":"object","additionalProperties":{"type":"object"}},"target":{"type":"string","minLength":1},"endpoints":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string"},"methods":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"description":{"type":"string"},"mode":{"type":"string","enum":["mock","static","proxy","plugin"]},"mock":{"type":"object","additionalProperties":false,"properties":{"status":{"type":"integer","minimum":200,"maximum":599},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}},"body":{},"text":{"type":"string"},"file":{"type":"string","minLength":1},"delay":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}},"static":{"type":"object","additionalProperties":false,"required":["dir"],"properties":{"dir":{"type":"string","minLength":1},"index":{"type":"string","minLength":1},"fallback":{"type":"string","minLength":1},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}}},"patternProperties":{"^x-":{}}},"proxy":{"type":"object","additionalProperties":false,"required":["target"],"properties":{"target":{"type":"string","minLength":1},"strip_prefix":{"type":"string","minLength":1},"add_prefix":{"type":"string","minLength":1},"preserve_host":{"type":"boolean"},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}},"remove_headers":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"timeouts":{"type":"object","additionalProperties":false,"properties":{"connect":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"first_byte":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"idle":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"total":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}},"max_connections":{"type":"integer","minimum":1,"maximum":100000},"tls":{"type":"object","additionalProperties":false,"properties":{"verify":{"type":"boolean"},"ca":{"type":"string","minLength":1}},"patternProperties":{"^x-":{}}}},"patternProperties":{"^x-":{}}},"plugin":{"type":"object","additionalProperties":false,"required":["name","handler"],"properties":{"name":{"type":"string","minLength":1},"handler":{"type":"string","minLength":1}},"patternProperties":{"^x-":{}}},"plugins":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":{"type":["object","boolean","null"]}},"request":{"type":"object","additionalProperties":false,"properties":{"params":{"type":"object"},"query":{"type":"object"},"headers":{"type":"object"},"body":{"type":"object"}},"patternProperties":{"^x-":{}}},"response":{"type":"object","additionalProperties":false,"required":["schema"],"properties":{"schema":{"type":"object"},"validate":{"type":"string","enum":["off","log","fail"]}},"patternProperties":{"^x-":{}}}},"patternProperties":{"^x-":{}}}}},"patternProperties":{"^x-":{}}};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^x-", "");
const pattern2 = new RegExp("^\\d+(\\.\\d+)?(b|kb|mb|gb)$", "");
const pattern4 = new RegExp("^\\d+(\\.\\d+)?(ms|s|m|h|d)$", "");
const pattern13 = new RegExp("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://backworks.dev/schema/loader.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.endpoints === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "endpoints"},message:"must have required property '"+"endpoints"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema6.properties, key0)) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(typeof data1 === "string"){
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.description !== undefined){
if(typeof data.description !== "string"){
const err6 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.extends !== undefined){
let data3 = data.extends;
const _errs9 = errors;
let valid1 = false;
const _errs10 = errors;
if(typeof data3 === "string"){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/0/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs12 = errors;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/properties/extends/anyOf/1/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/properties/extends/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs12 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
const err12 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
}
if(data.include !== undefined){
let data5 = data.include;
const _errs17 = errors;
let valid4 = false;
const _errs18 = errors;
if(typeof data5 === "string"){
if(data5.length < 1){
const err13 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf/0/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid1 = _errs18 === errors;
valid4 = valid4 || _valid1;
if(!valid4){
const _errs20 = errors;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/include/" + i1,schemaPath:"#/properties/include/anyOf/1/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/include/" + i1,schemaPath:"#/properties/include/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid1 = _errs20 === errors;
valid4 = valid4 || _valid1;
}
if(!valid4){
const err18 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
if(data.server !== undefined){
let data7 = data.server;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
if(!((func2.call(schema6.properties.server.properties, key1)) || (pattern0.test(key1)))){
const err19 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data7.host !== undefined){
let data8 = data7.host;
if(typeof data8 === "string"){
if(data8.length < 1){
const err20 = {instancePath:instancePath+"/server/host",schemaPath:"#/properties/server/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/server/host",schemaPath:"#/properties/server/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data7.port !== undefined){
let data9 = data7.port;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err22 = {instancePath:instancePath+"/server/port",schemaPath:"#/properties/server/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 65535 || isNaN(data9)){
const err23 = {instancePath:instancePath+"/server/port",schemaPath:"#/properties/server/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err24 = {instancePath:instancePath+"/server/port",schemaPath:"#/properties/server/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data7.max_body !== undefined){
let data10 = data7.max_body;
if(typeof data10 === "string"){
if(!pattern2.test(data10)){
const err25 = {instancePath:instancePath+"/server/max_body",schemaPath:"#/properties/server/properties/max_body/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/server/max_body",schemaPath:"#/properties/server/properties/max_body/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.max_headers !== undefined){
let data11 = data7.max_headers;
if(typeof data11 === "string"){
if(!pattern2.test(data11)){
const err27 = {instancePath:instancePath+"/server/max_headers",schemaPath:"#/properties/server/properties/max_headers/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/server/max_headers",schemaPath:"#/properties/server/properties/max_headers/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data7.max_connections !== undefined){
let data12 = data7.max_connections;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err29 = {instancePath:instancePath+"/server/max_connections",schemaPath:"#/properties/server/properties/max_connections/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 1000000 || isNaN(data12)){
const err30 = {instancePath:instancePath+"/server/max_connections",schemaPath:"#/properties/server/properties/max_connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data12 < 1 || isNaN(data12)){
const err31 = {instancePath:instancePath+"/server/max_connections",schemaPath:"#/properties/server/properties/max_connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data7.timeout !== undefined){
let data13 = data7.timeout;
if(typeof data13 === "string"){
if(!pattern4.test(data13)){
const err32 = {instancePath:instancePath+"/server/timeout",schemaPath:"#/properties/server/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/server/timeout",schemaPath:"#/properties/server/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data7.header_timeout !== undefined){
let data14 = data7.header_timeout;
if(typeof data14 === "string"){
if(!pattern4.test(data14)){
const err34 = {instancePath:instancePath+"/server/header_timeout",schemaPath:"#/properties/server/properties/header_timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/server/header_timeout",schemaPath:"#/properties/server/properties/header_timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data7.keep_alive_timeout !== undefined){
let data15 = data7.keep_alive_timeout;
if(typeof data15 === "string"){
if(!pattern4.test(data15)){
const err36 = {instancePath:instancePath+"/server/keep_alive_timeout",schemaPath:"#/properties/server/properties/keep_alive_timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/server/keep_alive_timeout",schemaPath:"#/properties/server/properties/keep_alive_timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data7.shutdown_timeout !== undefined){
let data16 = data7.shutdown_timeout;
if(typeof data16 === "string"){
if(!pattern4.test(data16)){
const err38 = {instancePath:instancePath+"/server/shutdown_timeout",schemaPath:"#/properties/server/properties/shutdown_timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/server/shutdown_timeout",schemaPath:"#/properties/server/properties/shutdown_timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data7.tls !== undefined){
let data17 = data7.tls;
const _errs46 = errors;
let valid8 = false;
const _errs47 = errors;
if(typeof data17 !== "string"){
const err40 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!((data17 === "auto") || (data17 === "off"))){
const err41 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema6.properties.server.properties.tls.anyOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid2 = _errs47 === errors;
valid8 = valid8 || _valid2;
if(!valid8){
const _errs49 = errors;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.cert === undefined){
const err42 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/required",keyword:"required",params:{missingProperty: "cert"},message:"must have required property '"+"cert"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data17.key === undefined){
const err43 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key2 in data17){
if(!(((key2 === "cert") || (key2 === "key")) || (pattern0.test(key2)))){
const err44 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data17.cert !== undefined){
if(typeof data17.cert !== "string"){
const err45 = {instancePath:instancePath+"/server/tls/cert",schemaPath:"#/properties/server/properties/tls/anyOf/1/properties/cert/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data17.key !== undefined){
if(typeof data17.key !== "string"){
const err46 = {instancePath:instancePath+"/server/tls/key",schemaPath:"#/properties/server/properties/tls/anyOf/1/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid2 = _errs49 === errors;
valid8 = valid8 || _valid2;
}
if(!valid8){
const err48 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
else {
errors = _errs46;
if(vErrors !== null){
if(_errs46){
vErrors.length = _errs46;
}
else {
vErrors = null;
}
}
}
}
if(data7.cors !== undefined){
let data20 = data7.cors;
const _errs57 = errors;
let valid10 = false;
const _errs58 = errors;
if(typeof data20 !== "boolean"){
const err49 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid3 = _errs58 === errors;
valid10 = valid10 || _valid3;
if(!valid10){
const _errs60 = errors;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.origins === undefined){
const err50 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/required",keyword:"required",params:{missingProperty: "origins"},message:"must have required property '"+"origins"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
for(const key3 in data20){
if(!(((((key3 === "origins") || (key3 === "headers")) || (key3 === "credentials")) || (key3 === "max_age")) || (pattern0.test(key3)))){
const err51 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data20.origins !== undefined){
let data21 = data20.origins;
if(Array.isArray(data21)){
if(data21.length < 1){
const err52 = {instancePath:instancePath+"/server/cors/origins",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len2 = data21.length;
for(let i2=0; i2<len2; i2++){
let data22 = data21[i2];
if(typeof data22 === "string"){
if(data22.length < 1){
const err53 = {instancePath:instancePath+"/server/cors/origins/" + i2,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/server/cors/origins/" + i2,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/server/cors/origins",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data20.headers !== undefined){
let data23 = data20.headers;
if(Array.isArray(data23)){
const len3 = data23.length;
for(let i3=0; i3<len3; i3++){
let data24 = data23[i3];
if(typeof data24 === "string"){
if(data24.length < 1){
const err56 = {instancePath:instancePath+"/server/cors/headers/" + i3,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/server/cors/headers/" + i3,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/server/cors/headers",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data20.credentials !== undefined){
if(typeof data20.credentials !== "boolean"){
const err59 = {instancePath:instancePath+"/server/cors/credentials",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/credentials/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data20.max_age !== undefined){
let data26 = data20.max_age;
if(typeof data26 === "string"){
if(!pattern4.test(data26)){
const err60 = {instancePath:instancePath+"/server/cors/max_age",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/server/cors/max_age",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
var _valid3 = _errs60 === errors;
valid10 = valid10 || _valid3;
}
if(!valid10){
const err63 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
else {
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
}
}
if(data7.rate_limit !== undefined){
let data27 = data7.rate_limit;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.requests === undefined){
const err64 = {instancePath:instancePath+"/server/rate_limit",schemaPath:"#/properties/server/properties/rate_limit/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
for(const key4 in data27){
if(!(((((key4 === "requests") || (key4 === "per")) || (key4 === "burst")) || (key4 === "header")) || (pattern0.test(key4)))){
const err65 = {instancePath:instancePath+"/server/rate_limit",schemaPath:"#/properties/server/properties/rate_limit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data27.requests !== undefined){
let data28 = data27.requests;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err66 = {instancePath:instancePath+"/server/rate_limit/requests",schemaPath:"#/properties/server/properties/rate_limit/properties/requests/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 100000 || isNaN(data28)){
const err67 = {instancePath:instancePath+"/server/rate_limit/requests",schemaPath:"#/properties/server/properties/rate_limit/properties/requests/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data28 < 1 || isNaN(data28)){
const err68 = {instancePath:instancePath+"/server/rate_limit/requests",schemaPath:"#/properties/server/properties/rate_limit/properties/requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
if(data27.per !== undefined){
let data29 = data27.per;
if(typeof data29 === "string"){
if(!pattern4.test(data29)){
const err69 = {instancePath:instancePath+"/server/rate_limit/per",schemaPath:"#/properties/server/properties/rate_limit/properties/per/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/server/rate_limit/per",schemaPath:"#/properties/server/properties/rate_limit/properties/per/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data27.burst !== undefined){
let data30 = data27.burst;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err71 = {instancePath:instancePath+"/server/rate_limit/burst",schemaPath:"#/properties/server/properties/rate_limit/properties/burst/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 100000 || isNaN(data30)){
const err72 = {instancePath:instancePath+"/server/rate_limit/burst",schemaPath:"#/properties/server/properties/rate_limit/properties/burst/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err73 = {instancePath:instancePath+"/server/rate_limit/burst",schemaPath:"#/properties/server/properties/rate_limit/properties/burst/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data27.header !== undefined){
let data31 = data27.header;
if(typeof data31 === "string"){
if(!pattern13.test(data31)){
const err74 = {instancePath:instancePath+"/server/rate_limit/header",schemaPath:"#/properties/server/properties/rate_limit/properties/header/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/server/rate_limit/header",schemaPath:"#/properties/server/properties/rate_limit/properties/header/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/server/rate_limit",schemaPath:"#/properties/server/properties/rate_limit/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data7.trusted_proxies !== undefined){
let data32 = data7.trusted_proxies;
if(Array.isArray(data32)){
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
let data33 = data32[i4];
if(typeof data33 === "string"){
if(data33.length < 1){
const err77 = {instancePath:instancePath+"/server/trusted_proxies/" + i4,schemaPath:"#/properties/server/properties/trusted_proxies/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/server/trusted_proxies/" + i4,schemaPath:"#/properties/server/properties/trusted_proxies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/server/trusted_proxies",schemaPath:"#/properties/server/properties/trusted_proxies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data7.proxy_protocol !== undefined){
if(typeof data7.proxy_protocol !== "boolean"){
const err80 = {instancePath:instancePath+"/server/proxy_protocol",schemaPath:"#/properties/server/properties/proxy_protocol/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data7.compression !== undefined){
if(typeof data7.compression !== "boolean"){
const err81 = {instancePath:instancePath+"/server/compression",schemaPath:"#/properties/server/properties/compression/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.mode !== undefined){
let data36 = data.mode;
if(typeof data36 !== "string"){
const err83 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(!((((data36 === "mock") || (data36 === "static")) || (data36 === "proxy")) || (data36 === "plugin"))){
const err84 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema6.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.vars !== undefined){
let data37 = data.vars;
if(!(data37 && typeof data37 == "object" && !Array.isArray(data37))){
const err85 = {instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.plugins !== undefined){
let data38 = data.plugins;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key5 in data38){
if(!(pattern0.test(key5))){
let data39 = data38[key5];
if((!(data39 && typeof data39 == "object" && !Array.isArray(data39))) && (data39 !== null)){
const err86 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/plugins/additionalProperties/type",keyword:"type",params:{type: schema6.properties.plugins.additionalProperties.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(data39.enabled !== undefined){
if(typeof data39.enabled !== "boolean"){
const err87 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/enabled",schemaPath:"#/properties/plugins/additionalProperties/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data39.config !== undefined){
let data41 = data39.config;
if(!(data41 && typeof data41 == "object" && !Array.isArray(data41))){
const err88 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/config",schemaPath:"#/properties/plugins/additionalProperties/properties/config/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data39.module_path !== undefined){
if(typeof data39.module_path !== "string"){
const err89 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/module_path",schemaPath:"#/properties/plugins/additionalProperties/properties/module_path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data39.package !== undefined){
let data43 = data39.package;
if(typeof data43 === "string"){
if(data43.length < 1){
const err90 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/package",schemaPath:"#/properties/plugins/additionalProperties/properties/package/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
else {
const err91 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/package",schemaPath:"#/properties/plugins/additionalProperties/properties/package/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data39.isolation !== undefined){
let data44 = data39.isolation;
if(typeof data44 !== "string"){
const err92 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/isolation",schemaPath:"#/properties/plugins/additionalProperties/properties/isolation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(!((data44 === "inline") || (data44 === "process"))){
const err93 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/isolation",schemaPath:"#/properties/plugins/additionalProperties/properties/isolation/enum",keyword:"enum",params:{allowedValues: schema6.properties.plugins.additionalProperties.properties.isolation.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data39.sandbox !== undefined){
if(typeof data39.sandbox !== "boolean"){
const err94 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/sandbox",schemaPath:"#/properties/plugins/additionalProperties/properties/sandbox/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data39.max_execution_time !== undefined){
let data46 = data39.max_execution_time;
if(typeof data46 === "string"){
if(!pattern4.test(data46)){
const err95 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_execution_time",schemaPath:"#/properties/plugins/additionalProperties/properties/max_execution_time/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
else {
const err96 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_execution_time",schemaPath:"#/properties/plugins/additionalProperties/properties/max_execution_time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data39.critical !== undefined){
if(typeof data39.critical !== "boolean"){
const err97 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/critical",schemaPath:"#/properties/plugins/additionalProperties/properties/critical/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data39.limits !== undefined){
let data48 = data39.limits;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key6 in data48){
if(!((((((key6 === "memory") || (key6 === "cpu_time")) || (key6 === "concurrent_operations")) || (key6 === "file_handles")) || (key6 === "policy")) || (pattern0.test(key6)))){
const err98 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data48.memory !== undefined){
let data49 = data48.memory;
if(typeof data49 === "string"){
if(!pattern2.test(data49)){
const err99 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/memory",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/memory/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"+"\""};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/memory",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/memory/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data48.cpu_time !== undefined){
let data50 = data48.cpu_time;
if(typeof data50 === "string"){
if(!pattern4.test(data50)){
const err101 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/cpu_time",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/cpu_time/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
else {
const err102 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/cpu_time",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/cpu_time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data48.concurrent_operations !== undefined){
let data51 = data48.concurrent_operations;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err103 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/concurrent_operations",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/concurrent_operations/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 1000000 || isNaN(data51)){
const err104 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/concurrent_operations",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/concurrent_operations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(data51 < 1 || isNaN(data51)){
const err105 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/concurrent_operations",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/concurrent_operations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
if(data48.file_handles !== undefined){
let data52 = data48.file_handles;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
const err106 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/file_handles",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/file_handles/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 > 1000000 || isNaN(data52)){
const err107 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/file_handles",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/file_handles/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(data52 < 1 || isNaN(data52)){
const err108 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/file_handles",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/file_handles/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
if(data48.policy !== undefined){
let data53 = data48.policy;
if(typeof data53 !== "string"){
const err109 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/policy",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(!(((data53 === "warn") || (data53 === "recycle")) || (data53 === "disable"))){
const err110 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits/policy",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/properties/policy/enum",keyword:"enum",params:{allowedValues: schema6.properties.plugins.additionalProperties.properties.limits.properties.policy.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/plugins/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/limits",schemaPath:"#/properties/plugins/additionalProperties/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
}
}
}
else {
const err112 = {instancePath:instancePath+"/plugins",schemaPath:"#/properties/plugins/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data.environments !== undefined){
let data54 = data.environments;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
for(const key7 in data54){
let data55 = data54[key7];
if(!(data55 && typeof data55 == "object" && !Array.isArray(data55))){
const err113 = {instancePath:instancePath+"/environments/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data.target !== undefined){
let data56 = data.target;
if(typeof data56 === "string"){
if(data56.length < 1){
const err115 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data.endpoints !== undefined){
let data57 = data.endpoints;
if(data57 && typeof data57 == "object" && !Array.isArray(data57)){
for(const key8 in data57){
if(!(pattern0.test(key8))){
let data58 = data57[key8];
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
for(const key9 in data58){
if(!((func2.call(schema6.properties.endpoints.additionalProperties.properties, key9)) || (pattern0.test(key9)))){
const err117 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data58.path !== undefined){
if(typeof data58.path !== "string"){
const err118 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/path",schemaPath:"#/properties/endpoints/additionalProperties/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data58.methods !== undefined){
let data60 = data58.methods;
if(Array.isArray(data60)){
if(data60.length < 1){
const err119 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
const len5 = data60.length;
for(let i5=0; i5<len5; i5++){
let data61 = data60[i5];
if(typeof data61 === "string"){
if(data61.length < 1){
const err120 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods/" + i5,schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
else {
const err121 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods/" + i5,schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
let i6 = data60.length;
let j0;
if(i6 > 1){
const indices0 = {};
for(;i6--;){
let item0 = data60[i6];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err122 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i6+" are identical)"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
break;
}
indices0[item0] = i6;
}
}
}
else {
const err123 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data58.description !== undefined){
if(typeof data58.description !== "string"){
const err124 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",schemaPath:"#/properties/endpoints/additionalProperties/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data58.mode !== undefined){
let data63 = data58.mode;
if(typeof data63 !== "string"){
const err125 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/endpoints/additionalProperties/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(!((((data63 === "mock") || (data63 === "static")) || (data63 === "proxy")) || (data63 === "plugin"))){
const err126 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/endpoints/additionalProperties/properties/mode/enum",keyword:"enum",params:{allowedValues: schema6.properties.endpoints.additionalProperties.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data58.mock !== undefined){
let data64 = data58.mock;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
for(const key10 in data64){
if(!(((((((key10 === "status") || (key10 === "headers")) || (key10 === "body")) || (key10 === "text")) || (key10 === "file")) || (key10 === "delay")) || (pattern0.test(key10)))){
const err127 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data64.status !== undefined){
let data65 = data64.status;
if(!(((typeof data65 == "number") && (!(data65 % 1) && !isNaN(data65))) && (isFinite(data65)))){
const err128 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if((typeof data65 == "number") && (isFinite(data65))){
if(data65 > 599 || isNaN(data65)){
const err129 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(data65 < 200 || isNaN(data65)){
const err130 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 200},message:"must be >= 200"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
if(data64.headers !== undefined){
let data66 = data64.headers;
if(data66 && typeof data66 == "object" && !Array.isArray(data66)){
for(const key11 in data66){
const _errs162 = errors;
if(typeof key11 === "string"){
if(!pattern13.test(key11)){
const err131 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key11};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
var valid29 = _errs162 === errors;
if(!valid29){
const err132 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key11},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
for(const key12 in data66){
let data67 = data66[key12];
const _errs165 = errors;
let valid31 = false;
const _errs166 = errors;
if(((typeof data67 !== "string") && (!((typeof data67 == "number") && (isFinite(data67))))) && (typeof data67 !== "boolean")){
const err133 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.mock.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
var _valid4 = _errs166 === errors;
valid31 = valid31 || _valid4;
if(!valid31){
const _errs168 = errors;
if(Array.isArray(data67)){
const len6 = data67.length;
for(let i7=0; i7<len6; i7++){
let data68 = data67[i7];
if(((typeof data68 !== "string") && (!((typeof data68 == "number") && (isFinite(data68))))) && (typeof data68 !== "boolean")){
const err134 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i7,schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.mock.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
else {
const err135 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
var _valid4 = _errs168 === errors;
valid31 = valid31 || _valid4;
}
if(!valid31){
const err136 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
else {
errors = _errs165;
if(vErrors !== null){
if(_errs165){
vErrors.length = _errs165;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err137 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data64.text !== undefined){
if(typeof data64.text !== "string"){
const err138 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/text",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data64.file !== undefined){
let data70 = data64.file;
if(typeof data70 === "string"){
if(data70.length < 1){
const err139 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/file",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
else {
const err140 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/file",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data64.delay !== undefined){
let data71 = data64.delay;
if(typeof data71 === "string"){
if(!pattern4.test(data71)){
const err141 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/delay",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/delay/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
else {
const err142 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/delay",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/delay/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
else {
const err143 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data58.static !== undefined){
let data72 = data58.static;
if(data72 && typeof data72 == "object" && !Array.isArray(data72)){
if(data72.dir === undefined){
const err144 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/required",keyword:"required",params:{missingProperty: "dir"},message:"must have required property '"+"dir"+"'"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
for(const key13 in data72){
if(!(((((key13 === "dir") || (key13 === "index")) || (key13 === "fallback")) || (key13 === "headers")) || (pattern0.test(key13)))){
const err145 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
if(data72.dir !== undefined){
let data73 = data72.dir;
if(typeof data73 === "string"){
if(data73.length < 1){
const err146 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/dir",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/dir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
else {
const err147 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/dir",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/dir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data72.index !== undefined){
let data74 = data72.index;
if(typeof data74 === "string"){
if(data74.length < 1){
const err148 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/index",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/index/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
else {
const err149 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/index",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/index/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
if(data72.fallback !== undefined){
let data75 = data72.fallback;
if(typeof data75 === "string"){
if(data75.length < 1){
const err150 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/fallback",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/fallback/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
else {
const err151 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/fallback",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/fallback/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data72.headers !== undefined){
let data76 = data72.headers;
if(data76 && typeof data76 == "object" && !Array.isArray(data76)){
for(const key14 in data76){
const _errs189 = errors;
if(typeof key14 === "string"){
if(!pattern13.test(key14)){
const err152 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key14};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
var valid35 = _errs189 === errors;
if(!valid35){
const err153 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key14},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
for(const key15 in data76){
let data77 = data76[key15];
const _errs192 = errors;
let valid37 = false;
const _errs193 = errors;
if(((typeof data77 !== "string") && (!((typeof data77 == "number") && (isFinite(data77))))) && (typeof data77 !== "boolean")){
const err154 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.static.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
var _valid5 = _errs193 === errors;
valid37 = valid37 || _valid5;
if(!valid37){
const _errs195 = errors;
if(Array.isArray(data77)){
const len7 = data77.length;
for(let i8=0; i8<len7; i8++){
let data78 = data77[i8];
if(((typeof data78 !== "string") && (!((typeof data78 == "number") && (isFinite(data78))))) && (typeof data78 !== "boolean")){
const err155 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key15.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i8,schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.static.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
}
else {
const err156 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
var _valid5 = _errs195 === errors;
valid37 = valid37 || _valid5;
}
if(!valid37){
const err157 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
else {
errors = _errs192;
if(vErrors !== null){
if(_errs192){
vErrors.length = _errs192;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err158 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
else {
const err159 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data58.proxy !== undefined){
let data79 = data58.proxy;
if(data79 && typeof data79 == "object" && !Array.isArray(data79)){
if(data79.target === undefined){
const err160 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/required",keyword:"required",params:{missingProperty: "target"},message:"must have required property '"+"target"+"'"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
for(const key16 in data79){
if(!((func2.call(schema6.properties.endpoints.additionalProperties.properties.proxy.properties, key16)) || (pattern0.test(key16)))){
const err161 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data79.target !== undefined){
let data80 = data79.target;
if(typeof data80 === "string"){
if(data80.length < 1){
const err162 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/target",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
else {
const err163 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/target",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data79.strip_prefix !== undefined){
let data81 = data79.strip_prefix;
if(typeof data81 === "string"){
if(data81.length < 1){
const err164 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/strip_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/strip_prefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
else {
const err165 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/strip_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/strip_prefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data79.add_prefix !== undefined){
let data82 = data79.add_prefix;
if(typeof data82 === "string"){
if(data82.length < 1){
const err166 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/add_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/add_prefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
else {
const err167 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/add_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/add_prefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data79.preserve_host !== undefined){
if(typeof data79.preserve_host !== "boolean"){
const err168 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/preserve_host",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/preserve_host/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data79.headers !== undefined){
let data84 = data79.headers;
if(data84 && typeof data84 == "object" && !Array.isArray(data84)){
for(const key17 in data84){
const _errs212 = errors;
if(typeof key17 === "string"){
if(!pattern13.test(key17)){
const err169 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key17};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
var valid41 = _errs212 === errors;
if(!valid41){
const err170 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key17},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
for(const key18 in data84){
let data85 = data84[key18];
const _errs215 = errors;
let valid43 = false;
const _errs216 = errors;
if(((typeof data85 !== "string") && (!((typeof data85 == "number") && (isFinite(data85))))) && (typeof data85 !== "boolean")){
const err171 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key18.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.proxy.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
var _valid6 = _errs216 === errors;
valid43 = valid43 || _valid6;
if(!valid43){
const _errs218 = errors;
if(Array.isArray(data85)){
const len8 = data85.length;
for(let i9=0; i9<len8; i9++){
let data86 = data85[i9];
if(((typeof data86 !== "string") && (!((typeof data86 == "number") && (isFinite(data86))))) && (typeof data86 !== "boolean")){
const err172 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key18.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i9,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.proxy.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
}
else {
const err173 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key18.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
var _valid6 = _errs218 === errors;
valid43 = valid43 || _valid6;
}
if(!valid43){
const err174 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key18.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
else {
errors = _errs215;
if(vErrors !== null){
if(_errs215){
vErrors.length = _errs215;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err175 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
if(data79.remove_headers !== undefined){
let data87 = data79.remove_headers;
if(Array.isArray(data87)){
const len9 = data87.length;
for(let i10=0; i10<len9; i10++){
let data88 = data87[i10];
if(typeof data88 === "string"){
if(!pattern13.test(data88)){
const err176 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers/" + i10,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/items/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
else {
const err177 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers/" + i10,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
}
else {
const err178 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
if(data79.timeouts !== undefined){
let data89 = data79.timeouts;
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
for(const key19 in data89){
if(!(((((key19 === "connect") || (key19 === "first_byte")) || (key19 === "idle")) || (key19 === "total")) || (pattern0.test(key19)))){
const err179 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data89.connect !== undefined){
let data90 = data89.connect;
if(typeof data90 === "string"){
if(!pattern4.test(data90)){
const err180 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/connect",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/connect/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
else {
const err181 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/connect",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/connect/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
if(data89.first_byte !== undefined){
let data91 = data89.first_byte;
if(typeof data91 === "string"){
if(!pattern4.test(data91)){
const err182 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/first_byte",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/first_byte/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
else {
const err183 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/first_byte",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/first_byte/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
if(data89.idle !== undefined){
let data92 = data89.idle;
if(typeof data92 === "string"){
if(!pattern4.test(data92)){
const err184 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/idle",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/idle/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
else {
const err185 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/idle",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/idle/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
if(data89.total !== undefined){
let data93 = data89.total;
if(typeof data93 === "string"){
if(!pattern4.test(data93)){
const err186 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/total",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/total/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
else {
const err187 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/total",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/total/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
}
else {
const err188 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
if(data79.max_connections !== undefined){
let data94 = data79.max_connections;
if(!(((typeof data94 == "number") && (!(data94 % 1) && !isNaN(data94))) && (isFinite(data94)))){
const err189 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if((typeof data94 == "number") && (isFinite(data94))){
if(data94 > 100000 || isNaN(data94)){
const err190 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
if(data94 < 1 || isNaN(data94)){
const err191 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
}
if(data79.tls !== undefined){
let data95 = data79.tls;
if(data95 && typeof data95 == "object" && !Array.isArray(data95)){
for(const key20 in data95){
if(!(((key20 === "verify") || (key20 === "ca")) || (pattern0.test(key20)))){
const err192 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
if(data95.verify !== undefined){
if(typeof data95.verify !== "boolean"){
const err193 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/verify",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/verify/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
if(data95.ca !== undefined){
let data97 = data95.ca;
if(typeof data97 === "string"){
if(data97.length < 1){
const err194 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/ca",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/ca/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
else {
const err195 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/ca",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/ca/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
}
else {
const err196 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
}
else {
const err197 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
if(data58.plugin !== undefined){
let data98 = data58.plugin;
if(data98 && typeof data98 == "object" && !Array.isArray(data98)){
if(data98.name === undefined){
const err198 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
if(data98.handler === undefined){
const err199 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/required",keyword:"required",params:{missingProperty: "handler"},message:"must have required property '"+"handler"+"'"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
for(const key21 in data98){
if(!(((key21 === "name") || (key21 === "handler")) || (pattern0.test(key21)))){
const err200 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data98.name !== undefined){
let data99 = data98.name;
if(typeof data99 === "string"){
if(data99.length < 1){
const err201 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin/name",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
else {
const err202 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin/name",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
if(data98.handler !== undefined){
let data100 = data98.handler;
if(typeof data100 === "string"){
if(data100.length < 1){
const err203 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin/handler",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/properties/handler/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
else {
const err204 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin/handler",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/properties/handler/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
}
else {
const err205 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugin",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugin/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
}
if(data58.plugins !== undefined){
let data101 = data58.plugins;
if(data101 && typeof data101 == "object" && !Array.isArray(data101)){
for(const key22 in data101){
if(!(pattern0.test(key22))){
let data102 = data101[key22];
if(((!(data102 && typeof data102 == "object" && !Array.isArray(data102))) && (typeof data102 !== "boolean")) && (data102 !== null)){
const err206 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugins/" + key22.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/plugins/additionalProperties/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.plugins.additionalProperties.type},message:"must be object,boolean,null"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
}
}
else {
const err207 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/plugins",schemaPath:"#/properties/endpoints/additionalProperties/properties/plugins/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
if(data58.request !== undefined){
let data103 = data58.request;
if(data103 && typeof data103 == "object" && !Array.isArray(data103)){
for(const key23 in data103){
if(!(((((key23 === "params") || (key23 === "query")) || (key23 === "headers")) || (key23 === "body")) || (pattern0.test(key23)))){
const err208 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/request",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
if(data103.params !== undefined){
let data104 = data103.params;
if(!(data104 && typeof data104 == "object" && !Array.isArray(data104))){
const err209 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/params",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
if(data103.query !== undefined){
let data105 = data103.query;
if(!(data105 && typeof data105 == "object" && !Array.isArray(data105))){
const err210 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/query",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/query/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
if(data103.headers !== undefined){
let data106 = data103.headers;
if(!(data106 && typeof data106 == "object" && !Array.isArray(data106))){
const err211 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
}
if(data103.body !== undefined){
let data107 = data103.body;
if(!(data107 && typeof data107 == "object" && !Array.isArray(data107))){
const err212 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/body",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/body/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
}
else {
const err213 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/request",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
}
if(data58.response !== undefined){
let data108 = data58.response;
if(data108 && typeof data108 == "object" && !Array.isArray(data108)){
if(data108.schema === undefined){
const err214 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/response",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
for(const key24 in data108){
if(!(((key24 === "schema") || (key24 === "validate")) || (pattern0.test(key24)))){
const err215 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/response",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key24},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
if(data108.schema !== undefined){
let data109 = data108.schema;
if(!(data109 && typeof data109 == "object" && !Array.isArray(data109))){
const err216 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/response/schema",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/properties/schema/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data108.validate !== undefined){
let data110 = data108.validate;
if(typeof data110 !== "string"){
const err217 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/response/validate",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/properties/validate/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
if(!(((data110 === "off") || (data110 === "log")) || (data110 === "fail"))){
const err218 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/response/validate",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/properties/validate/enum",keyword:"enum",params:{allowedValues: schema6.properties.endpoints.additionalProperties.properties.response.properties.validate.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
}
else {
const err219 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/response",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
}
else {
const err220 = {instancePath:instancePath+"/endpoints/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
}
}
else {
const err221 = {instancePath:instancePath+"/endpoints",schemaPath:"#/properties/endpoints/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
}
else {
const err222 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

